#include "repl/commands.h"

#include <string.h>

#define BOTH (COMMAND_CLI | COMMAND_REPL)
#define LOOKS "color width ascii locale go"

const Command commands[] = {
    {"explain", "ARG…", "each verdict in words: why, cost, fix", "Verdicts", BOTH, cmd_explain,
     "short func line only json " LOOKS,
     "One block for each verdict, in source order. --short: a line each. --func=NAME, --line=N: only these. "
     "--only=heap|stack|params: only what lives there. --json: for programs; repl/README.md describes it."},
    {"why", "ARG NAME|f.NAME|LINE[:COL]", "the path of one value, hop by hop", "Verdicts", BOTH, cmd_why, LOOKS,
     "Follows one value from its declaration to where it escapes, or tells why it does not. NAME: every variable of "
     "that "
     "name, and the sites that read it; f.NAME: the one in function f; LINE or LINE:COL: what stands there."},
    {"gc", "[-m[=2]] -l [--json] ARG…", "the compiler's own lines, and nothing else", "Verdicts", BOTH, cmd_gc,
     "json go",
     "Prints what `go tool compile -p P -m -l` prints. -m=2: with the compiler's explanations. -l: inlining off, which "
     "has to be said as long as inlining is not modelled."},
    {"memory", "ARG", "frames, heap and arrows, as on a blackboard", "Pictures", BOTH, cmd_memory,
     "output format focus func theme legend link-template " LOOKS, "Short for graph --kind=memory."},
    {"graph", "ARG", "the analyser's own graph", "Pictures", BOTH, cmd_graph,
     "kind output format focus func hide depth theme legend link-template " LOOKS,
     "--kind=flow|points-to|memory|why chooses the picture, -o FILE.dot|svg|pdf|png|html|json where it goes; without "
     "-o "
     "it is drawn as text. An .html page holds the source, the picture and its steps. --link-template=URL makes each "
     "box a link: {file}, {line} and {column} stand for its place. --theme=light|dark|print|projector, or a file of "
     "one's own: lines such as base = dark and heap.line = #D55E00, explained in the manual."},
    {"frames", "ARG -o DIR", "the analysis as numbered pictures", "Pictures", BOTH, cmd_frames,
     "output focus func hide depth theme legend link-template short locale go",
     "Writes frame-001.svg and so on, all with the same layout, index.html to leaf through them, frames.pdf with a "
     "page "
     "for each, and frames.tex for LaTeX beamer. --short: without the sentences in the pictures."},
    {"step", "ARG", "the same steps here, forwards and back", "Pictures", BOTH | COMMAND_DIRECT, cmd_step,
     "kind focus func hide depth " LOOKS,
     "n or Enter: the next step; p: back; v: the next verdict; g, G: the first, the last; q: quit. From a pipe the "
     "same "
     "letters are read as lines; without any, all steps are printed."},
    {"timeline", "ARG", "what each Go version says, and what changed", "Studies", BOTH, cmd_timeline,
     "json goroot color width ascii",
     "A row for each site, a column for each version that is modelled. Under the table, for each site whose line "
     "changes: both lines, and the behaviour of the compiler that made the difference, found by analysing again with "
     "that behaviour alone switched. A version in which the program does not compile says why."},
    {"check", "ARG…", "// ERROR \"regexp\" comments against verdicts", "Studies", BOTH, cmd_check, "goroot " LOOKS,
     "Reads comments as Go's own errorcheck tests write them: each message must match a regexp of its line, each "
     "regexp a message. Several a line, GC_ERROR, LINE+1, ERRORAUTO. A first line `// errorcheck -0 -m -l` names the "
     "flags and makes the file a test of its own; without it -m -l is meant. Last line: N passed, N failed."},
    {"verify", "ARG…", "compare with the Go toolchains found here", "Studies", BOTH, cmd_verify, "json goroot " LOOKS,
     "Runs `go tool compile -m -l` of the version asked for (--go; by default the newest modelled; --go=all: every "
     "modelled version that is found here) on the same files, and shows where its lines differ from ours, and why we "
     "say what we say. Nothing is written but a scratch folder, which is removed. Status 0: equal, 1: they differ."},
    {"learn", "[LESSON|DIR|FILE.md]", "lessons", "Learning", BOTH | COMMAND_DIRECT, cmd_learn,
     "check new output color width ascii go", NULL},
    {"advise", "ARG…", "for each allocation an edit that avoids it", "Studies", BOTH, cmd_advise,
     "func line json goroot " LOOKS,
     "Looks for an edit of the source, callers too, that avoids an allocation: return a value, pass a pointer to fill, "
     "an array for a slice, a type for an interface, a copy for a captured variable, capacity at once. Shown as a "
     "diff; "
     "what is shown type-checks, was analysed again and allocates less. `but` names what changes for the program."},
    {"whatif", "ARG LINE TEXT", "edit one line: which verdicts flip", "Studies", BOTH | COMMAND_TEXT, cmd_whatif,
     "json goroot " LOOKS,
     "Puts TEXT in the place of line LINE (of the first file, or FILE:LINE), analyses that, and tells which values "
     "moved "
     "between stack and heap and by which edge. Nothing is written. An empty TEXT takes the line out."},
    {"example", "[CATEGORY]", "a built-in program of each category", "Learning", BOTH, cmd_example, "",
     "Without CATEGORY: the list. On the command line the program is printed, in a session it takes the session's "
     "place "
     "(:undo brings the old one back)."},
    {"help", "[WORD]", "this help; what a word that gc prints means", "Learning", BOTH, cmd_help, "",
     "WORD may be a command, a category, or a line that gc printed, as it is."},
    {"version", "", "the version, and the Go versions modelled", "Learning", BOTH, cmd_version, "", NULL},
    {"list", "", "the session as a numbered file", "Session", COMMAND_REPL, cmd_list, "",
     "The file that is analysed, and that :save writes; what you have not used yet is used by `_ = x`."},
    {"undo", "", "take the last entry back", "Session", COMMAND_REPL, cmd_undo, "", NULL},
    {"redo", "", "bring it again", "Session", COMMAND_REPL, cmd_redo, "", NULL},
    {"reset", "", "empty the session", "Session", COMMAND_REPL, cmd_reset, "", "Can be undone."},
    {"main", "", "empty main, keep the declarations", "Session", COMMAND_REPL, cmd_main, "", "Can be undone."},
    {"load", "FILE", "replace the session by a file", "Session", COMMAND_REPL, cmd_load, "",
     "The statements of its main become the session's statements. Can be undone."},
    {"save", "FILE", "write the session to a file", "Session", COMMAND_REPL | COMMAND_DIRECT, cmd_save, "",
     "The file compiles with the real compiler, so that anybody can check. A file that is there already, and was "
     "neither loaded nor saved here, is overwritten only when you agree."},
    {"edit", "", "edit the session in $VISUAL or $EDITOR", "Session", COMMAND_REPL | COMMAND_DIRECT, cmd_edit, "",
     "After an entry that was not taken it is that entry that you edit."},
    {"watch", "[ARG…]", "tell what changes whenever a file does", "Session", COMMAND_REPL | COMMAND_DIRECT, cmd_watch,
     LOOKS,
     "Analyses the files or the folder, and again each time one of them is written; only what is new or changed is "
     "told. Any key stops it. Without ARG: the file that was loaded or saved last. The session stays as it is."},
    {"source", "FILE", "run entries and commands from a file", "Session", COMMAND_REPL | COMMAND_DIRECT, cmd_source, "",
     "Entries of your own before every session: ~/.config/escapade/rc ($XDG_CONFIG_HOME/escapade/rc)."},
    {"history", "[N]", "what was typed", "Session", COMMAND_REPL, cmd_history, "", NULL},
    {"go", "[VERSION]", "whose rules apply", "Session", COMMAND_REPL, cmd_go, "",
     "Without VERSION: the versions that are modelled. With it, what flips under the other rules is told."},
    {"set", "[OPTION[=VALUE]]", "options for all commands", "Session", COMMAND_REPL, cmd_set,
     "present pager theme color width ascii short locale go",
     "`:set width=60` stands for --width=60 in every command from now on, `:set short=off` ends what `:set short` "
     "began. `:set present` is for a projector: each verdict is asked for first, and told when you press Enter. Lines "
     "of this kind in ~/.config/escapade/rc are run before every session."},
    {"quit", "", "leave (also exit, Ctrl-D)", "Session", COMMAND_REPL, cmd_quit, "", NULL},
    {"dump", "--stage=ast|ir FILE", "what one stage of the analysis sees", "Tests", BOTH | COMMAND_HIDDEN, cmd_dump,
     "stage", NULL},
};
const int command_count = (int)(sizeof commands / sizeof commands[0]);

const Command *command_find(const char *name, unsigned where, bool *ambiguous) {
    const Command *found = NULL;
    size_t length = strlen(name);
    *ambiguous = false;
    for (int i = 0; i < command_count; i++) {
        const Command *command = &commands[i];
        if ((command->where & where) == 0 || strncmp(command->name, name, length) != 0) {
            continue;
        }
        if (command->name[length] == '\0') {
            *ambiguous = false;
            return command;
        }
        if ((command->where & COMMAND_HIDDEN) != 0) {
            continue;
        }
        *ambiguous = found != NULL;
        found = command;
    }
    return *ambiguous ? NULL : found;
}

#include "repl/commands.h"

#include <string.h>

const Command commands[] = {
    {"gc", "[-m[=2]] -l [--json] ARG…", "the compiler's own lines, and nothing else", "Verdicts",
     COMMAND_CLI | COMMAND_REPL, cmd_gc},
    {"help", "[WORD]", "help; a glossary of every word that the compiler prints", "Help",
     COMMAND_CLI | COMMAND_REPL, cmd_help},
    {"version", "", "the version of escapade and the Go versions it models", "Help",
     COMMAND_CLI | COMMAND_REPL, cmd_version},
    {"dump", "--stage=tokens|ast|types|ir|graph FILE", "what one stage of the analysis sees", "Tests",
     COMMAND_CLI | COMMAND_REPL | COMMAND_HIDDEN, cmd_dump},
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

# The lessons, as a table in the program. Included at the end of the Makefile.
LESSON_FILES := $(sort $(wildcard lessons/content/*/*.md)) lessons/template.md

$(BUILD)/gen/lessons/content.c: lessons/embed $(LESSON_FILES) $(wildcard lessons/content/*)
	@mkdir -p $(@D)
	@echo "embed lessons"
	@sh lessons/embed $(LESSON_FILES) > $@.tmp
	@mv $@.tmp $@

$(BUILD)/obj/lessons/content.o: $(BUILD)/gen/lessons/content.c lessons/library.h
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CCACHE) $(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/libescapade.a: $(BUILD)/obj/lessons/content.o

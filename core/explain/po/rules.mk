# The translations, as a table in the program. Included at the end of the Makefile.
PO_FILES := $(sort $(wildcard core/explain/po/*.po))

$(BUILD)/gen/core/explain/catalogues.c: core/explain/po/table.awk $(PO_FILES)
	@mkdir -p $(@D)
	@echo "tables of $(PO_FILES)"
	@LC_ALL=C awk -f core/explain/po/table.awk $(PO_FILES) > $@.tmp
	@mv $@.tmp $@

$(BUILD)/obj/core/explain/catalogues.o: $(BUILD)/gen/core/explain/catalogues.c core/explain/catalogue.h
	@mkdir -p $(@D)
	@echo "cc $<"
	@$(CCACHE) $(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/libescapade.a: $(BUILD)/obj/core/explain/catalogues.o

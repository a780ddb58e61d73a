#pragma once
#include <libxml/xmlversion.h>
// ICU's headers clash with the copy inside Foundation; no handler's inside is looked at here.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a mutable global, which Swift 6 refuses to touch.
static inline void cspreg_xml_free(void *pointer) { xmlFree(pointer); }

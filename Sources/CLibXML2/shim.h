#pragma once
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

// xmlFree is a mutable global, which Swift 6 refuses to touch.
static inline void cspreg_xml_free(void *pointer) { xmlFree(pointer); }

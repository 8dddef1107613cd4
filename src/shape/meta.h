/*
 * The meta-schemas of JSON Schema 2020-12 as texts.
 * Knows their URIs; nothing of what is done with them.
 */
#ifndef PEERLINT_META_H
#define PEERLINT_META_H

/* The text of the meta-schema with this URI (without fragment); NULL if it is none of them. */
const char *meta_find(const char *uri);

#endif

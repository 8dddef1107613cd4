/*
 * The formats of strings, the specification's and ours.
 * Knows text; nothing of schemas.
 */
#ifndef PEERLINT_FORMAT_H
#define PEERLINT_FORMAT_H

#include <stdbool.h>
#include <stddef.h>

struct err;
struct node;

struct format {
	const char *name;
	const char *noun; /* "an IPv4 address" */
	/*
	 * NULL, or what is wrong as a phrase: "an octet is above 255". The text has a NUL
	 * behind it.
	 */
	const char *(*check)(const char *text, size_t n);
	/* Whether check finds nothing wrong, where the node of the string can tell; else NULL. */
	bool (*fits)(const struct node *string);
};

/* Every format, what its nodes can tell, and what text of it is; each has a format_<name>() in one of format_*.c. Sorted. */
#define FORMATS(X) \
	X("date", date, NULL, "a date such as 2026-11-21") \
	X("date-time", date_time, NULL, "a time such as 2026-11-21T14:30:00Z") \
	X("duration", duration, NULL, "a duration such as P1DT12H") \
	X("email", email, NULL, "an email address") \
	X("hostname", hostname, NULL, "a host name") \
	X("idn-email", idn_email, NULL, "an email address") \
	X("idn-hostname", idn_hostname, NULL, "a host name") \
	X("ip-prefix", ip_prefix, format_fits_ip_prefix, "an address with its prefix length") \
	X("ipv4", ipv4, format_fits_ipv4, "an IPv4 address") \
	X("ipv4-prefix", ipv4_prefix, format_fits_ipv4_prefix, "an IPv4 address with its prefix length") \
	X("ipv6", ipv6, format_fits_ipv6, "an IPv6 address") \
	X("ipv6-prefix", ipv6_prefix, format_fits_ipv6_prefix, "an IPv6 address with its prefix length") \
	X("iri", iri, NULL, "an IRI") \
	X("iri-reference", iri_reference, NULL, "an IRI or a relative reference") \
	X("json-pointer", json_pointer, NULL, "a JSON pointer") \
	X("regex", regex, NULL, "a regular expression") \
	X("relative-json-pointer", relative_json_pointer, NULL, "a relative JSON pointer") \
	X("time", time, NULL, "a time of day such as 14:30:00Z") \
	X("uri", uri, NULL, "a URI") \
	X("uri-reference", uri_reference, NULL, "a URI or a relative reference") \
	X("uri-template", uri_template, NULL, "a URI template") \
	X("uuid", uuid, NULL, "a UUID")

#define X(name, function, fits, noun) const char *format_##function(const char *text, size_t n);
FORMATS(X)
#undef X
bool format_fits_ip_prefix(const struct node *string);
bool format_fits_ipv4(const struct node *string);
bool format_fits_ipv4_prefix(const struct node *string);
bool format_fits_ipv6(const struct node *string);
bool format_fits_ipv6_prefix(const struct node *string);

/* NULL for a name that is no format: any text fits it. */
const struct format *format_find(const char *name);

/* Its number in the table, and the format of a number. */
size_t format_number(const struct format *format);
const struct format *format_at(size_t number);

/* Loads what a format needs. False, and *err says why, if it is not on this machine. */
bool format_prepare(const struct format *format, struct err *err);

/* Whether libidn2 is there; it is loaded when this is first asked. */
bool format_idn_load(void);

/* What is wrong with a label of xn--…, as far as libidn2 is there to tell; else NULL. */
const char *format_a_label(const char *label, size_t n);

/*
 * What is wrong with a domain name of letters, digits and hyphens, where
 * international ones admit any character beyond ASCII; each label of up to 63 bytes.
 */
const char *format_labels(const char *text, size_t n, bool international);

#endif

#include "query/freeze.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "json/node.h"

/* {=== numbers and strings === */

void freeze_number(struct buf *out, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		buf_putc(out, (char)(0x80 | (number & 0x7F)));
	buf_putc(out, (char)number);
}

uint64_t thaw_number(const char **p)
{
	uint64_t number = 0;
	unsigned shift = 0;

	for (; **p & 0x80; (*p)++, shift += 7)
		number |= (uint64_t)(**p & 0x7F) << shift;
	number |= (uint64_t)(unsigned char)**p << shift;
	(*p)++;
	return number;
}

void freeze_string(struct buf *out, const char *text, size_t n)
{
	freeze_number(out, n);
	buf_add(out, text, n);
	buf_putc(out, '\0');
}

const char *thaw_string(const char **p, size_t *n)
{
	size_t length = (size_t)thaw_number(p);
	const char *text = *p;

	*p += length + 1;
	if (n)
		*n = length;
	return text;
}

/* }=== */

/* {=== literals === */

void freeze_literal(struct buf *out, const struct node *literal)
{
	freeze_number(out, (uint64_t)literal->item.type);
	freeze_number(out, literal->flags);
	if (literal->item.valuestring)
		freeze_string(out, literal->item.valuestring, literal->length);
}

/* Most numbers are small integers, for which strtod is slow to start. */
static double number_value(const struct node *number)
{
	const char *p = number->item.valuestring;
	bool negative = *p == '-';
	int64_t value = 0;

	if (!(number->flags & NODE_INTEGER))
		return strtod(p, NULL);
	for (p += negative; *p; p++)
		value = value * 10 + (*p - '0');
	return (double)(negative ? -value : value);
}

const struct node *thaw_literal(struct mem *mem, const char **p)
{
	struct node *literal = mem_zalloc(mem, sizeof(*literal));

	literal->item.type = (int)thaw_number(p);
	literal->flags = (uint32_t)thaw_number(p);
	if (literal->item.type == cJSON_String || literal->item.type == cJSON_Number) {
		size_t n;

		/* Nobody writes to it: cJSON's own member is not const. */
		literal->item.valuestring = (char *)(uintptr_t)thaw_string(p, &n);
		literal->length = (uint32_t)n;
	}
	if (literal->item.type == cJSON_Number)
		literal->item.valuedouble = number_value(literal);
	return literal;
}

/* }=== */

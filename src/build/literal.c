#include "build/literal.h"

#include "base/buf.h"

void literal_print(struct buf *out, const char *name, const struct buf *bytes)
{
	buf_printf(out, "const char %s[] =\n\"", name);
	for (size_t i = 0; i < bytes->length; i++) {
		unsigned char c = (unsigned char)bytes->data[i];

		if (c == '\n')
			buf_puts(out, "\\n\"\n\"");
		else if (c == '"' || c == '\\')
			buf_printf(out, "\\%c", c);
		else if (c < ' ' || c >= 0x7F || c == '?')
			buf_printf(out, "\\%03o", c);
		else
			buf_putc(out, (char)c);
	}
	buf_puts(out, "\";\n");
}

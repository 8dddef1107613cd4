/*
 * Runs a fuzzer on the files that are named, without libFuzzer: what was found
 * once is run by every make check, and any compiler will do.
 */
#include "fuzz.h"

static void replay(const char *path)
{
	static char bytes[FUZZ_MOST];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (!file) {
		perror(path);
		exit(2);
	}
	n = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	fprintf(stderr, "%s\n", path);
	LLVMFuzzerTestOneInput((const uint8_t *)bytes, n);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		replay(argv[i]);
	return 0;
}

/*
 * Writes CNIs for the benchmarks: generate list|pretty|ndjson|faulty BYTES
 * The same bytes every time; of faulty every tenth document has a finding.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLAT \
	"{\"id\":\"%08lx-1e4a-4fe4-a799-aa6d9a6ab26e\"," \
	"\"account\":\"023e105f4ecef8ad9ca31a8372d0c353\",\"interconnect\":\"ams-%lu\"," \
	"\"cust_ip\":\"10.%lu.%lu.%lu/31\",\"p2p_ip\":\"10.%lu.%lu.%lu/31\"," \
	"\"magic\":{\"conduit_name\":\"ams_%lu\",\"description\":\"Link to the data center\",\"mtu\":%d}," \
	"\"bgp\":{\"customer_asn\":%lu,\"extra_prefixes\":[\"10.128.%lu.0/24\",\"10.129.%lu.0/24\"]," \
	"\"md5_key\":\"zT4%08lxq\"}}"

#define PRETTY \
	"    {\n      \"id\": \"%08lx-1e4a-4fe4-a799-aa6d9a6ab26e\",\n" \
	"      \"account\": \"023e105f4ecef8ad9ca31a8372d0c353\",\n      \"interconnect\": \"ams-%lu\",\n" \
	"      \"cust_ip\": \"10.%lu.%lu.%lu/31\",\n      \"p2p_ip\": \"10.%lu.%lu.%lu/31\",\n" \
	"      \"magic\": {\n        \"conduit_name\": \"ams_%lu\",\n" \
	"        \"description\": \"Link to the data center\",\n        \"mtu\": %d\n      },\n" \
	"      \"bgp\": {\n        \"customer_asn\": %lu,\n        \"extra_prefixes\": [\n" \
	"          \"10.128.%lu.0/24\",\n          \"10.129.%lu.0/24\"\n        ],\n" \
	"        \"md5_key\": \"zT4%08lxq\"\n      }\n    }"

static int write_cni(bool indented, unsigned long i, bool faulty)
{
	unsigned long link = i * 2 % (1ul << 23);
	unsigned long a = link >> 16, b = link >> 8 & 255, c = link & 255;

#define NUMBERS \
	i, i, a, b, c + 1, a, b, c, i, faulty && i % 10 == 0 ? 0 : 1500, 64512 + i % 1000, i % 256, \
		i % 256, i * 2654435761 % (1ul << 32)
	return indented ? printf(PRETTY, NUMBERS) : printf(FLAT, NUMBERS);
}

int main(int argc, char **argv)
{
	bool lines, indented, faulty;
	unsigned long most;

	if (argc != 3)
		return 2;
	lines = strcmp(argv[1], "ndjson") == 0;
	indented = strcmp(argv[1], "pretty") == 0;
	faulty = strcmp(argv[1], "faulty") == 0;
	most = strtoul(argv[2], NULL, 10);
	if (!lines)
		fputs(indented ? "{\n  \"items\": [\n" : "{\"items\":[", stdout);
	for (unsigned long i = 0, done = 0; done < most; i++) {
		if (i > 0)
			fputs(lines ? "\n" : indented ? ",\n" : ",", stdout);
		done += (unsigned long)write_cni(indented, i, faulty);
	}
	fputs(lines ? "\n" : indented ? "\n  ],\n  \"next\": null\n}\n" : "],\"next\":null}\n", stdout);
	return ferror(stdout) || fflush(stdout) != 0;
}

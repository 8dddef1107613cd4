/* Merely parses a file with simdjson's DOM; one that ends in l, a text a line. */
#include <iostream>
#include <string>

#include <simdjson.h>

static int parse_lines(simdjson::dom::parser &parser, const std::string &path)
{
	simdjson::dom::document_stream stream;

	if (parser.load_many(path).get(stream) != simdjson::SUCCESS)
		return 1;
	for (auto document : stream)
		if (document.error() != simdjson::SUCCESS)
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	simdjson::dom::parser parser;
	simdjson::dom::element document;

	if (argc != 2)
		return 2;
	if (std::string(argv[1]).back() == 'l')
		return parse_lines(parser, argv[1]);
	return parser.load(argv[1]).get(document) != simdjson::SUCCESS;
}

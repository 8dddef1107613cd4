/* Merely parses a file with simdjson's DOM. */
#include <iostream>

#include <simdjson.h>

int main(int argc, char **argv)
{
	simdjson::dom::parser parser;
	simdjson::dom::element document;

	return argc != 2 || parser.load(argv[1]).get(document) != simdjson::SUCCESS;
}

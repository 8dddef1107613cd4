#include "json/hash.h"

const char hash_secret = 0;

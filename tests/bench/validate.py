"""Validates a document, or the items of a list, with python3-jsonschema: SCHEMA FILE"""
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1]))
document = json.load(open(sys.argv[2]))
validator = jsonschema.Draft202012Validator(schema)
wrong = sum(not validator.is_valid(item) for item in document.get("items", [document]))
sys.exit(wrong > 0)

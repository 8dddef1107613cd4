#include "json/reader.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "json/complain.h"
#include "json/hash.h"
#include "json/members.h"
#include "json/reading.h"
#include "json/scan.h"
#include "json/secret.h"
#include "json/value.h"

/* Members up to which a name is looked for one by one: the filter leaves few to look for. */
#define SEARCH_MAX 64

/* Bytes of a line without end that are looked through for what a message is to say. */
#define LOOK_AHEAD_MAX (4 << 20)

/* Frames that need no heap: documents are rarely deeper. */
#define FRAMES_NEAR 64

static uint32_t offset_of(const struct reading *reading, const char *p)
{
	return (uint32_t)(p - reading->text);
}

bool reading_more(struct reading *reading)
{
	size_t have = (size_t)(reading->end - reading->text);
	size_t keep = (size_t)(reading->keep - reading->text);

	if (reading->end == reading->whole)
		return false;
	reading->end = reading->text +
		reading->reader->need(reading->reader->context, keep, have + 1);
	if (reading->end > reading->whole)
		reading->end = reading->whole;
	return true;
}

/* Not without end: on a line of its own a text may go on for all of the file. */
void reading_look_ahead(struct reading *reading)
{
	const char *p = reading->p;

	while (p < reading->end || reading_more(reading)) {
		p = memchr(p, '\n', (size_t)(reading->end - p));
		if (p || reading->end - reading->p > LOOK_AHEAD_MAX)
			break;
		p = reading->end;
	}
}

/* Blanks at the end of what can be read; sees to it that a token behind them can be. */
static void skip_on(struct reading *reading)
{
	while (reading->end - reading->p < READ_AHEAD && reading_more(reading))
		reading->p = scan_blanks(reading->p, reading->end);
}

static inline void skip_blanks(struct reading *reading)
{
	reading->p = scan_blanks(reading->p, reading->end);
	if (reading->end - reading->p < READ_AHEAD)
		skip_on(reading);
}

/* Whether the next byte is this one, and another token begins behind it; steps over it then. */
static inline bool is_past(struct reading *reading, char c)
{
	const char *p = reading->p;

	if (reading->end - p <= READ_AHEAD || *p != c || (unsigned char)p[1] <= ' ')
		return false;
	reading->p = p + 1;
	return true;
}

static bool is_next(const struct reading *reading, char c)
{
	return reading->p < reading->end && *reading->p == c;
}

/* mem_alloc for nodes, whose alignment is less than the greatest. */
static struct node *take_node(struct mem *mem)
{
	size_t pad = (size_t)(-(uintptr_t)mem->next & (_Alignof(struct node) - 1));
	struct node *node;

	if ((size_t)(mem->end - mem->next) < pad + sizeof(*node))
		return mem_alloc(mem, sizeof(*node));
	node = (struct node *)(void *)(mem->next + pad);
	mem->next += pad + sizeof(*node);
	return node;
}

/* Field by field: of a whole structure compilers make an instruction that is slow to start. */
static void clear_node(struct node *node)
{
	node->item.next = NULL;
	node->item.prev = NULL;
	node->item.child = NULL;
	node->item.type = cJSON_NULL;
	node->item.valuestring = NULL;
	node->item.valueint = 0;
	node->item.valuedouble = 0;
	node->item.string = NULL;
	node->start = 0;
	node->end = 0;
	node->key_start = 0;
	node->key_end = 0;
	node->length = 0;
	node->key_length = 0;
	node->name = NAME_NONE;
	node->flags = 0;
	node->parent = NULL;
	node->prefix.family = 0;
}

/* cJSON's lists: the first child's prev is the last one. */
static void append_child(struct node *parent, struct node *node)
{
	cJSON *first = parent->item.child, *last;

	parent->length++;
	if (!first) {
		parent->item.child = &node->item;
		node->item.prev = &node->item;
		return;
	}
	last = first->prev;
	last->next = &node->item;
	node->item.prev = last;
	first->prev = &node->item;
}

static void remove_child(struct node *parent, struct node *node)
{
	cJSON *first = parent->item.child, *next = node->item.next;

	parent->length--;
	if (next)
		next->prev = node->item.prev;
	else
		first->prev = node->item.prev;
	if (first == &node->item)
		parent->item.child = next;
	else
		node->item.prev->next = next;
}

static bool has_key(const struct node *object, const struct node *node)
{
	const struct node *child;

	if (node->name != NAME_NONE)
		return node_member_id(object, node->name) != NULL;
	for (child = node_child(object); child; child = node_next(child))
		if (child->key_length == node->key_length &&
		    memcmp(child->item.string, node->item.string, node->key_length) == 0)
			return true;
	return false;
}

/* Enters the key of a new member in the table of its object; a member that has it already goes. */
static void enter_key(struct reading *reading, struct frame *frame, struct node *node)
{
	struct node *object = reading->container, *old;
	struct member *member;

	if (!frame->members)
		frame->members = members_new(object);
	member = members_enter(frame->members, node);
	old = member->node;
	if (old == node)
		return;
	complain_duplicate(reading, node, old, member->first_start, member->first_end);
	remove_child(object, old);
	member->node = node;
}

/* The filter tells for most keys of small objects that they are new: its bit is the one of so many. */
static void check_key(struct reading *reading, struct node *node, uint64_t number)
{
	struct frame *frame = &reading->frames[reading->depth];
	uint64_t bit = (uint64_t)1 << (number % 64);
	bool maybe = (frame->filter & bit) != 0;

	frame->filter |= bit;
	if (frame->members || reading->container->length >= SEARCH_MAX ||
	    (maybe && has_key(reading->container, node)))
		enter_key(reading, frame, node);
}

/* Lists have the same unknown names again and again: what was found out of the last ones is kept. */
static bool looks_secret(struct reading *reading, const struct decoded *key)
{
	uint64_t hash = hash_bytes(key->text, key->length);
	struct look *look = &reading->looks[hash % LOOKS];

	if (look->hash != hash || look->length != key->length) {
		look->hash = hash;
		look->length = key->length;
		look->secret = secret_looks_like(key->text, key->length);
	}
	return look->secret;
}

static void take_known(struct reading *reading, struct node *node, const struct known_name *known)
{
	reading->name = known->id;
	node->name = known->id;
	node->key_length = (uint32_t)known->length;
	node->flags |= known->secret ? NODE_SECRET : 0;
	node->item.string = (char *)known->text;
}

/* The name of a member, copied where the table does not have it. Returns a number for check_key. */
static uint64_t take_key(struct reading *reading, struct node *node, const struct decoded *key)
{
	uint64_t hash = hash_fixed(key->text, key->length);

	if (reading->names) {
		uint32_t before = reading->name;
		struct known_name known;

		if (names_look_up(reading->names, key->text, key->length, hash, &known) != NAME_NONE) {
			if (!key->escaped)
				reading->followers[before % NAMES_FOLLOWED] = known;
			take_known(reading, node, &known);
			return known.id;
		}
		reading->name = NAME_NONE;
		if (!reading->trusted && looks_secret(reading, key))
			node->flags |= NODE_SECRET;
	}
	node->key_length = (uint32_t)key->length;
	if (key->escaped)
		node->item.string = (char *)key->text;
	else
		node->item.string = value_copy(reading->mem, key->text, key->length);
	return hash >> 58;
}

/* A name in quotes; if it is the one that came here last, at a glance. */
static inline bool read_name(struct reading *reading, struct node *node, uint64_t *number)
{
	const char *text = reading->p + 1;
	const struct known_name *known = NULL;
	struct decoded key;

	if (reading->followers)
		known = names_guess(reading->followers, reading->name, text,
			(size_t)(reading->end - text));
	if (known) {
		reading->p = text + known->length + 1;
		take_known(reading, node, known);
		*number = known->id;
		return true;
	}
	if (!value_decode(reading, &key))
		return false;
	*number = take_key(reading, node, &key);
	return true;
}

/* Reads a name and its colon. */
static bool read_key(struct reading *reading, struct node *node)
{
	const char *start = reading->p;
	uint64_t number;

	if (!is_next(reading, '"'))
		return complain_token(reading, WANTED_KEY);
	if (!read_name(reading, node, &number))
		return false;
	node->key_start = offset_of(reading, start);
	node->key_end = offset_of(reading, reading->p);
	reading->subject = node;
	check_key(reading, node, number);
	if (is_past(reading, ':'))
		return true;
	skip_blanks(reading);
	if (!is_next(reading, ':'))
		return complain_token(reading, WANTED_COLON);
	reading->p++;
	skip_blanks(reading);
	return true;
}

/* Whether the elements of the container, which is an array, are to be handed on. */
static bool has_pieces(const struct reading *reading)
{
	return reading->reader->element && reading->depth <= PIECE_DEPTH;
}

/* Hands on the last element of the container, and forgets it if that is allowed. */
static void hand_on(struct reading *reading, struct node *node)
{
	struct node *container = reading->container;
	uint32_t length = container->length;

	reading->keep = reading->p;
	if (!reading->reader->element(reading->reader->context, node))
		return;
	remove_child(container, node);
	container->length = length;
	mem_rewind(reading->mem, reading->marks[reading->depth - 1]);
}

/* Leaves out the elements that are read elsewhere. */
static void skip_elements(struct reading *reading)
{
	size_t at = offset_of(reading, reading->p);
	size_t to = reading->reader->skip(reading->reader->context, reading->container, at);

	if (to == 0)
		return;
	reading->p = reading->text + to;
	reading->keep = reading->p;
	if (reading->reader->need)
		reading->end = reading->p;
}

/* Whether the last element of a part was read. */
static bool is_part_over(const struct reading *reading)
{
	return reading->container == reading->reader->list && reading->p == reading->whole;
}

/* What a node has of the container that it is a child of. False if its key is wrong. */
static inline bool begin_child(struct reading *reading, struct node *container, struct node *node)
{
	node->parent = container;
	node->flags = container->flags & NODE_SECRET;
	if (container->item.type == cJSON_Array)
		node->key_length = container->length;
	else if (!read_key(reading, node))
		return false;
	append_child(container, node);
	return true;
}

/* The node for the next value, with its key and its place in the tree; NULL if the key is wrong. */
static inline struct node *begin_node(struct reading *reading)
{
	struct node *container = reading->container, *node;

	if (container && container->item.type == cJSON_Array && has_pieces(reading))
		reading->marks[reading->depth - 1] = mem_mark(reading->mem);
	node = take_node(reading->mem);
	clear_node(node);
	if (container && !begin_child(reading, container, node))
		return NULL;
	if (!container && reading->reader->secret)
		node->flags = NODE_SECRET;
	reading->subject = node;
	node->start = offset_of(reading, reading->p);
	return node;
}

static bool enter_container(struct reading *reading, struct node *node)
{
	if (reading->depth >= reading->reader->max_depth)
		return complain_depth(reading);
	reading->depth++;
	if (reading->depth == reading->cap) {
		struct frame *near = reading->cap == FRAMES_NEAR ? reading->frames : NULL;

		reading->frames = heap_grow(near ? NULL : reading->frames, &reading->cap,
					    reading->cap + 1, sizeof(*near));
		if (near)
			memcpy(reading->frames, near, FRAMES_NEAR * sizeof(*near));
	}
	reading->frames[reading->depth] = (struct frame){ 0 };
	reading->container = node;
	return true;
}

static void leave_container(struct reading *reading)
{
	struct node *node = reading->container;

	members_free(reading->frames[reading->depth].members);
	reading->depth--;
	node->end = offset_of(reading, reading->p);
	reading->container = node->parent;
	reading->subject = node->parent;
}

static bool open_container(struct reading *reading, struct node *node, int type, char closing)
{
	node->item.type = type;
	if (!enter_container(reading, node))
		return false;
	reading->p++;
	skip_blanks(reading);
	if (is_next(reading, closing)) {
		reading->p++;
		leave_container(reading);
	}
	return true;
}

/* Reads a value, or only the bracket of a container that has something in it. */
static bool read_value(struct reading *reading, struct node *node)
{
	if (reading->p == reading->end)
		return complain_token(reading, WANTED_VALUE);
	switch (*reading->p) {
	case '"':
		return value_string(reading, node);
	case '{':
		return open_container(reading, node, cJSON_Object, '}');
	case '[':
		return open_container(reading, node, cJSON_Array, ']');
	case '-':
	case '0':
	case '1':
	case '2':
	case '3':
	case '4':
	case '5':
	case '6':
	case '7':
	case '8':
	case '9':
		return value_number(reading, node);
	default:
		return value_literal(reading, node);
	}
}

/*
 * Behind a value: closes the containers that end here, and steps over the comma before
 * the next value.
 */
static bool go_on(struct reading *reading, struct node *node)
{
	while (reading->container) {
		bool is_array = reading->container->item.type == cJSON_Array;
		bool in_pieces = is_array && has_pieces(reading);

		reading->subject = reading->container;
		if (!in_pieces && is_past(reading, ','))
			return true;
		skip_blanks(reading);
		if (is_part_over(reading)) {
			hand_on(reading, node);
			reading->container = NULL;
			return true;
		}
		if (!is_next(reading, ',') && !is_next(reading, is_array ? ']' : '}'))
			return complain_token(reading, WANTED_SEPARATOR);
		if (in_pieces)
			hand_on(reading, node);
		if (*reading->p++ == ',') {
			if (in_pieces && reading->reader->skip)
				skip_elements(reading);
			skip_blanks(reading);
			return true;
		}
		node = reading->container;
		leave_container(reading);
	}
	return true;
}

/* Reads one value with all that is in it; not recursive, for the text decides how deep it is. */
static struct node *read_tree(struct reading *reading)
{
	struct node *root = reading->container;

	do {
		struct node *node = begin_node(reading);

		if (!node || !read_value(reading, node))
			return NULL;
		if (!root)
			root = node;
		if (reading->container == node)
			continue;
		if (!node->end)
			node->end = offset_of(reading, reading->p);
		if (!go_on(reading, node))
			return NULL;
	} while (reading->container);
	return root;
}

/*
 * Whether the first two bytes may be another encoding's: no JSON text in ASCII or
 * UTF-8 begins so.
 */
static bool begins_oddly(const struct reading *reading)
{
	const char *p = reading->p;
	size_t n = (size_t)(reading->whole - p);

	return n > 0 && ((unsigned char)(*p - 0x20) > 0x5E || *p == 'P' || (n > 1 && p[1] == '\0'));
}

static struct node *read_text(struct reading *reading)
{
	struct node *root;

	while (reading->end - reading->p < READ_AHEAD && reading_more(reading))
		;
	if (!reading->reader->list && begins_oddly(reading) && !complain_encoding(reading))
		return NULL;
	skip_blanks(reading);
	root = read_tree(reading);
	if (!root)
		return NULL;
	skip_blanks(reading);
	reading->subject = NULL;
	if (reading->p < reading->end) {
		complain_token(reading, WANTED_END);
		return NULL;
	}
	return root;
}

/* Begins within a list, as if all around it had been read. */
static void enter_list(struct reading *reading)
{
	reading->container = reading->reader->list;
	for (const struct node *node = reading->container; node; node = node->parent)
		reading->frames[++reading->depth] = (struct frame){ 0 };
}

struct node *reader_read(const struct reader *reader, const char *text, size_t n, struct mem *mem)
{
	struct frame near[FRAMES_NEAR];
	struct reader own = *reader;
	struct reading reading = {
		.reader = &own,
		.names = reader->names,
		.followers = reader->names ? names_followers(reader->names) : NULL,
		.trusted = reader->trusted,
		.text = text,
		.p = text + reader->from,
		.end = text + (reader->need ? reader->from : n),
		.whole = text + n,
		.keep = text + reader->from,
		.mem = mem,
		.frames = near,
		.cap = FRAMES_NEAR,
	};
	struct node *root = NULL;

	if (own.max_depth == 0)
		own.max_depth = READER_DEPTH;
	near[0] = (struct frame){ 0 };
	if (reader->list)
		enter_list(&reading);
	if (n <= READER_LENGTH_MAX)
		root = read_text(&reading);
	else
		complain_length(&reading);
	for (; reading.depth > 0; reading.depth--)
		members_free(reading.frames[reading.depth].members);
	if (reading.overflowed)
		complain_rest(&reading);
	if (reading.frames != near)
		free(reading.frames);
	return root;
}

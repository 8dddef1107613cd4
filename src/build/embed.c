#include <stdio.h>

int main(void)
{
	puts("/* generated */\nextern const int packs_nothing;\nconst int packs_nothing = 0;");
	return 0;
}

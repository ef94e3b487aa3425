/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * lib_link_test.c - links are found by kind and whole name.
 */
#include <stdlib.h>
#include <string.h>
#include <vesper/link.h>

#include "claims.h"
#include "fake.h"

#define LONGEST "a-name-of-thirty-one-characters"

static void
add(struct vsp_startup *s, uint32_t kind, const char *name, uint64_t value)
{
	struct vsp_startup_link *link = &s->link[s->nlinks++];

	*link = (struct vsp_startup_link){
		.kind = kind, .slot = 100 + s->nlinks, .value = value,
		.address = 0x1000 * s->nlinks, .bytes = 10 * s->nlinks,
	};
	memcpy(link->name, name, strlen(name));
}

static void
setup(void)
{
	struct vsp_startup *s = calloc(1, 4096);

	fake_setup();
	ck_assert_ptr_nonnull(s);
	strcpy(s->name, "me");
	add(s, VSP_LINK_PORTAL, "disk", 7);
	add(s, VSP_LINK_EVENT, "disk", 1);
	add(s, VSP_LINK_SHARED, "ring", 0);
	add(s, VSP_LINK_DEVICE, "uart0", 0);
	add(s, VSP_LINK_IRQ, "uart0", 57);
	add(s, VSP_LINK_CLIENT, "alice", 1);
	add(s, VSP_LINK_CLIENT, "bob", 2);
	add(s, VSP_LINK_PORTAL, LONGEST, 0);
	runtime.startup = s;
}

START_TEST(one_name_can_be_a_portal_and_a_channel)
{
	ck_assert_uint_eq(vsp_portal("disk"), 101);
	ck_assert_uint_eq(vsp_channel("disk"), 102);
}
END_TEST

START_TEST(a_part_of_a_name_is_not_the_name)
{
	ck_assert_uint_eq(vsp_portal("dis"), 0);
	ck_assert_uint_eq(vsp_portal("disk2"), 0);
	ck_assert_uint_eq(vsp_portal(""), 0);
	ck_assert_uint_eq(vsp_portal(LONGEST), 108);
}
END_TEST

START_TEST(areas_have_address_and_size)
{
	size_t bytes = 0;

	ck_assert_ptr_eq(vsp_shared("ring", &bytes), (void *)0x3000);
	ck_assert_uint_eq(bytes, 30);
	ck_assert_ptr_eq((void *)vsp_device("uart0", NULL), (void *)0x4000);
	ck_assert_ptr_null(vsp_shared("uart0", &bytes));
	ck_assert_ptr_null((void *)vsp_device("ring", NULL));
}
END_TEST

START_TEST(an_interrupt_has_line_and_event)
{
	uint64_t line = 0, mask = 0;

	ck_assert_uint_eq(vsp_irq("uart0", &line, &mask), 105);
	ck_assert_uint_eq(line, 57);
	ck_assert_uint_eq(mask, 50);
	ck_assert_uint_eq(vsp_irq("disk", &line, &mask), 0);
}
END_TEST

START_TEST(a_badge_has_the_name_of_its_client)
{
	ck_assert_str_eq(vsp_client_name(1), "alice");
	ck_assert_str_eq(vsp_client_name(2), "bob");
	ck_assert_str_eq(vsp_client_name(7), "?");
	ck_assert_str_eq(vsp_name(), "me");
}
END_TEST

START_TEST(a_scheduler_is_told_of_its_children)
{
	struct vsp_startup *s = (struct vsp_startup *)vsp_startup();
	struct vsp_startup_child *told = (void *)((char *)s + 2048);
	uint32_t count = 7;

	vsp_children(&count);
	ck_assert_uint_eq(count, 0);
	s->children = 2048;
	s->nchildren = 2;
	told[1].index = 9;
	ck_assert_ptr_eq(vsp_children(&count), told);
	ck_assert_uint_eq(count, 2);
	ck_assert_uint_eq(vsp_children(&count)[1].index, 9);
}
END_TEST

int
main(void)
{
	const TTest *const claims[] = {
		one_name_can_be_a_portal_and_a_channel,
		a_part_of_a_name_is_not_the_name, areas_have_address_and_size,
		an_interrupt_has_line_and_event,
		a_badge_has_the_name_of_its_client,
		a_scheduler_is_told_of_its_children,
	};

	return claims_run("lib_link", claims,
			  sizeof(claims) / sizeof(claims[0]), setup, NULL);
}

# SPDX-License-Identifier: BlueOak-1.0.0
#
# local.mk - the examples, each with its own README; and the demo, a system
# with all of them.  A transcript says what an image's domains are expected to
# say.

noinst_PROGRAMS += \
	examples/camera/backup \
	examples/camera/encoder \
	examples/camera/sensor \
	examples/hello/hello \
	examples/lottery/player \
	examples/lottery/table \
	examples/pingpong/ping \
	examples/pingpong/pong \
	examples/ring/sink \
	examples/ring/source \
	examples/selfpage/selfpage \
	examples/share/consumer \
	examples/share/producer \
	examples/shell/shell \
	examples/threads/threads \
	examples/tick/tick

examples_camera_backup_SOURCES = examples/camera/backup.c \
	examples/camera/work.h
examples_camera_encoder_LDADD = libsched/libvesper-sched.la $(LDADD)
examples_camera_encoder_SOURCES = examples/camera/encoder.c \
	examples/camera/work.h
examples_camera_sensor_SOURCES = examples/camera/sensor.c \
	examples/camera/work.h
examples_hello_hello_SOURCES = examples/hello/hello.c
examples_lottery_player_SOURCES = examples/lottery/player.c
examples_lottery_table_SOURCES = examples/lottery/table.c \
	examples/lottery/lottery.c examples/lottery/lottery.h
examples_lottery_table_CFLAGS = $(AM_CFLAGS) $(HANDLER_CFLAGS)
examples_lottery_table_LDADD = libsched/libvesper-sched.la $(LDADD)
examples_pingpong_ping_SOURCES = examples/pingpong/ping.c \
	examples/pingpong/pingpong.h
examples_pingpong_pong_SOURCES = examples/pingpong/pong.c \
	examples/pingpong/pingpong.h
examples_ring_sink_LDADD = libsched/libvesper-sched.la $(LDADD)
examples_ring_sink_SOURCES = examples/ring/sink.c examples/ring/blocks.h
examples_ring_source_LDADD = libsched/libvesper-sched.la $(LDADD)
examples_ring_source_SOURCES = examples/ring/source.c examples/ring/blocks.h
examples_selfpage_selfpage_SOURCES = examples/selfpage/selfpage.c
examples_share_consumer_SOURCES = examples/share/consumer.c \
	examples/share/list.h
examples_share_producer_SOURCES = examples/share/producer.c \
	examples/share/list.h
examples_shell_shell_SOURCES = examples/shell/shell.c
examples_threads_threads_LDADD = libsched/libvesper-sched.la $(LDADD)
examples_threads_threads_SOURCES = examples/threads/threads.c
examples_tick_tick_SOURCES = examples/tick/tick.c

example_images = \
	examples/camera/camera.img \
	examples/hello/hello.img \
	examples/lottery/lottery.img \
	examples/pingpong/pingpong.img \
	examples/ring/ring.img \
	examples/selfpage/selfpage.img \
	examples/share/share.img \
	examples/shell/shell.img \
	examples/threads/threads.img \
	examples/tick/tick.img \
	examples/trace/trace.img

IMAGES += $(example_images) examples/demo.img
examples/camera/camera.img: examples/camera/backup examples/camera/encoder \
	examples/camera/sensor programs/tracer/tracer
examples/camera/camera.img: IMAGE_PATH += -L programs/tracer
examples/hello/hello.img: examples/hello/hello
examples/lottery/lottery.img: examples/lottery/table examples/lottery/player
examples/pingpong/pingpong.img: examples/pingpong/ping examples/pingpong/pong
examples/ring/ring.img: examples/ring/sink examples/ring/source
examples/selfpage/selfpage.img: examples/selfpage/selfpage
examples/share/share.img: examples/share/consumer examples/share/producer
examples/shell/shell.img: examples/shell/shell
examples/threads/threads.img: examples/threads/threads
examples/tick/tick.img: examples/tick/tick
examples/trace/trace.img: programs/tracer/tracer examples/pingpong/ping \
	examples/pingpong/pong examples/tick/tick
examples/trace/trace.img: IMAGE_PATH += -L programs/tracer \
	-L examples/pingpong -L examples/tick
examples/demo.img: examples/hello/hello examples/pingpong/ping \
	examples/pingpong/pong examples/selfpage/selfpage \
	examples/share/consumer examples/share/producer examples/tick/tick \
	examples/ring/sink examples/ring/source examples/threads/threads
examples/demo.img: IMAGE_PATH += -L examples/hello -L examples/pingpong \
	-L examples/selfpage -L examples/share -L examples/tick \
	-L examples/ring -L examples/threads

# Built from outside, in tests/install.
templatedir = $(pkgdatadir)/template
dist_template_DATA = examples/template/Makefile examples/template/README.md \
	examples/template/greeter.c examples/template/greeting.h \
	examples/template/guest.c examples/template/mine.vsp

.PHONY: demo-image
demo-image: examples/demo.img

TESTS += examples/examples_test.sh
EXTRA_DIST += \
	examples/examples_test.sh \
	examples/camera/README.md examples/camera/transcript \
	examples/hello/README.md examples/hello/transcript \
	examples/lottery/README.md examples/lottery/transcript \
	examples/pingpong/README.md examples/pingpong/transcript \
	examples/ring/README.md examples/ring/transcript \
	examples/selfpage/README.md examples/selfpage/transcript \
	examples/share/README.md examples/share/transcript \
	examples/shell/README.md examples/shell/transcript \
	examples/shell/typed \
	examples/threads/README.md examples/threads/transcript \
	examples/tick/README.md examples/tick/transcript \
	examples/trace/README.md

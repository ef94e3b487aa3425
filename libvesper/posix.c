/* SPDX-License-Identifier: BlueOak-1.0.0 */
/*
 * posix.c - the few POSIX calls that picolibc is built on: two descriptors
 * for the console, no files, one process.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vesper/vesper.h>

#include "console.h"

ssize_t
write(int fd, const void *bytes, size_t count)
{
	int error;

	if (fd != STDOUT_FILENO && fd != STDERR_FILENO) {
		errno = EBADF;
		return -1;
	}
	error = console_write(bytes, count);
	if (error != VSP_OK && error != VSP_E_NOCAP) {
		errno = vsp_errno(error);
		return -1;
	}
	return (ssize_t)count;
}

ssize_t
read(int fd, void *bytes, size_t count)
{
	if (fd == STDIN_FILENO)
		return (ssize_t)console_read(bytes, count);
	errno = EBADF;
	return -1;
}

int
open(const char *path, int flags, ...)
{
	(void)path;
	(void)flags;
	errno = ENOENT;
	return -1;
}

int
close(int fd)
{
	if (fd >= STDIN_FILENO && fd <= STDERR_FILENO)
		return 0;
	errno = EBADF;
	return -1;
}

off_t
lseek(int fd, off_t offset, int whence)
{
	(void)fd;
	(void)offset;
	(void)whence;
	errno = ESPIPE;
	return -1;
}

pid_t
getpid(void)
{
	return 1;
}

/* A signal that is not handled ends the domain; abort() comes here. */
int
kill(pid_t pid, int signal)
{
	if (pid == getpid())
		vsp_exit(128 + signal);
	errno = ESRCH;
	return -1;
}

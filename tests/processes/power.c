/* Power: keeps beside a run what of its files is surely on disk, and cuts it off after one of its syncs.
 *
 * After each fsync or fdatasync of a file its bytes are copied to $POWER_KEPT/<inode>; after each of a folder its entries are
 * written there as lines "<inode> <d or f> <name>". An inode is told apart from a later one of its number by the time it was born.
 * After $POWER_CUT syncs the process is killed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
static long syncs;

static void stop(const char *why) {
  perror(why);
  abort();
}

/* The name under which the state of a file is kept. */
static void identity(int handle, const char *path, char *name, size_t room) {
  struct statx about;
  if (statx(handle, path, path[0] ? AT_SYMLINK_NOFOLLOW : AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &about)) stop("statx");
  snprintf(name, room, "%llu-%lld.%u", (unsigned long long)about.stx_ino, (long long)about.stx_btime.tv_sec,
           about.stx_btime.tv_nsec);
}

/* A handle that reads is used itself: to close another one would free the locks that a database has on its file. */
static void keep_bytes(int handle, FILE *kept) {
  char path[64], block[1 << 16];
  int other = -1;
  if ((fcntl(handle, F_GETFL) & O_ACCMODE) == O_WRONLY) {
    snprintf(path, sizeof path, "/proc/self/fd/%d", handle);
    if ((handle = other = open(path, O_RDONLY | O_CLOEXEC)) < 0) stop("a synced file");
  }
  off_t at = 0;
  for (ssize_t got; (got = pread(handle, block, sizeof block, at)) > 0; at += got)
    if (fwrite(block, 1, (size_t)got, kept) != (size_t)got) stop("keeping");
  if (other >= 0) close(other);
}

static void keep_entries(int handle, FILE *kept) {
  int again = openat(handle, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *folder = again < 0 ? NULL : fdopendir(again);
  if (!folder) stop("a synced folder");
  for (struct dirent *entry; (entry = readdir(folder));) {
    char name[96];
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    identity(again, entry->d_name, name, sizeof name);
    fprintf(kept, "%s %c %s\n", name, entry->d_type == DT_DIR ? 'd' : 'f', entry->d_name);
  }
  closedir(folder);
}

static void keep(int handle) {
  const char *where = getenv("POWER_KEPT"), *cut = getenv("POWER_CUT");
  struct stat about;
  if (!where || fstat(handle, &about) || !(S_ISREG(about.st_mode) || S_ISDIR(about.st_mode))) return;
  char name[96], path[4096], part[4096 + 8];
  identity(handle, "", name, sizeof name);
  snprintf(path, sizeof path, "%s/%s", where, name);
  snprintf(part, sizeof part, "%s.part", path);
  pthread_mutex_lock(&one_at_a_time);
  FILE *kept = fopen(part, "we");
  if (!kept) stop(part);
  if (S_ISDIR(about.st_mode)) keep_entries(handle, kept);
  else keep_bytes(handle, kept);
  if (fclose(kept) || rename(part, path)) stop(path);
  if (cut && ++syncs == atol(cut)) kill(getpid(), SIGKILL);
  pthread_mutex_unlock(&one_at_a_time);
}

int fsync(int handle) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  int failed = real(handle);
  if (!failed) keep(handle);
  return failed;
}

int fdatasync(int handle) {
  int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  int failed = real(handle);
  if (!failed) keep(handle);
  return failed;
}

#define _GNU_SOURCE
#include "CSystem.h"

#include <signal.h>
#include <stddef.h>
#include <termios.h>
#include <unistd.h>

// The other screen, without a cursor; and back.
static const char take[] = "\033[?1049h\033[?25l\033[?7l";
static const char give[] = "\033[?7h\033[?25h\033[?1049l";

static volatile sig_atomic_t is_taken;
static int screen = -1;
static int resized = -1;
static struct termios before;

void csystem_return_screen(void) {
  if (!is_taken) return;
  is_taken = 0;
  tcsetattr(screen, TCSANOW, &before);
  (void)!write(screen, give, sizeof give - 1);
}

// Only what may be done in a signal's handler is done here.
static void end(int number) {
  csystem_return_screen();
  signal(number, SIG_DFL);
  raise(number);
}

static void resize(int number) {
  (void)number;
  char byte = 0;
  (void)!write(resized, &byte, 1);
}

int csystem_take_screen(int terminal, int tells_size) {
  if (tcgetattr(terminal, &before) != 0) return -1;
  struct termios raw = before;
  raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
  raw.c_iflag &= ~(tcflag_t)IXON;
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  screen = terminal;
  resized = tells_size;
  const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
  struct sigaction action = {0};
  sigfillset(&action.sa_mask);
  action.sa_handler = end;
  action.sa_flags = SA_NODEFER;
  for (size_t index = 0; index < sizeof ends / sizeof *ends; index++) {
    sigaction(ends[index], &action, NULL);
  }
  action.sa_handler = resize;
  action.sa_flags = SA_RESTART;
  sigaction(SIGWINCH, &action, NULL);
  is_taken = 1;
  if (tcsetattr(terminal, TCSAFLUSH, &raw) != 0) {
    is_taken = 0;
    return -1;
  }
  (void)!write(terminal, take, sizeof take - 1);
  return 0;
}

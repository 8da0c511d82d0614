# arch/x86/um/signal.c up to Linux 6.12 saves SSE and AVX registers for a signal's handler, and loses AVX-512's, which
# the JVM and cryptographic libraries use. Save whatever ptrace gives.
s/sizeof(struct _xstate)/sizeof(regs->regs.fp)/
s/^\tstruct _xstate fpstate;$/\tunion { struct _xstate fpstate; unsigned long registers[MAX_FP_NR]; };/

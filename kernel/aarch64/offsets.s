	.text
	.file	"offsets.c"
	.section	.text.offsets,"ax",@progbits
	.globl	offsets
	.p2align	4
	.type	offsets,@function
offsets:
	//APP
	.ascii	"-> REGS_X5 40"
	//NO_APP
	//APP
	.ascii	"-> REGS_X7 56"
	//NO_APP
	//APP
	.ascii	"-> REGS_X16 128"
	//NO_APP
	//APP
	.ascii	"-> REGS_X30 240"
	//NO_APP
	//APP
	.ascii	"-> REGS_PC 256"
	//NO_APP
	//APP
	.ascii	"-> REGS_TPIDR 272"
	//NO_APP
	//APP
	.ascii	"-> FP_CONTROL 512"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_NSLOTS 280"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_SLOTS 288"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_LIMIT 296"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_STATE 304"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_CLIENTS 312"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_HOPS_LEFT 320"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_CALL_ENTRY 336"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_TTBR0 344"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_VECTOR 360"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_STACK 368"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_DCB_ADDRESS 376"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_CPACR 384"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_NO_FP 392"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_EVENTS 400"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_ZERO 408"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_WORD 448"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_UNTIL 456"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_TOLD_UNTIL 1024"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_INDEX 1056"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_REPORTS 1068"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_REPORTED 1072"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_TICKS 1080"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_CHILD 1088"
	//NO_APP
	//APP
	.ascii	"-> DOMAIN_FP 2272"
	//NO_APP
	//APP
	.ascii	"-> STATE_READY_BIT 32"
	//NO_APP
	//APP
	.ascii	"-> STATE_UNTIL_BIT 33"
	//NO_APP
	//APP
	.ascii	"-> STATE_MORE_BIT 34"
	//NO_APP
	//APP
	.ascii	"-> STATE_EVENTS_BIT 41"
	//NO_APP
	//APP
	.ascii	"-> STATE_READY_PRE 141733920768"
	//NO_APP
	//APP
	.ascii	"-> STATE_ONLY_NEWS 2340757176320"
	//NO_APP
	//APP
	.ascii	"-> CALL_SHIFT 5"
	//NO_APP
	//APP
	.ascii	"-> CALL_SERVER 0"
	//NO_APP
	//APP
	.ascii	"-> CALL_TOKEN 8"
	//NO_APP
	//APP
	.ascii	"-> MAX_CALL_HOPS 8"
	//NO_APP
	//APP
	.ascii	"-> SLOT_SHIFT 5"
	//NO_APP
	//APP
	.ascii	"-> SLOT_OBJECT 0"
	//NO_APP
	//APP
	.ascii	"-> SLOT_DATA 8"
	//NO_APP
	//APP
	.ascii	"-> SLOT_TYPE 15"
	//NO_APP
	//APP
	.ascii	"-> SLOT_CALLED_BIT 8"
	//NO_APP
	//APP
	.ascii	"-> SLOT_SIGNALLED_BIT 9"
	//NO_APP
	//APP
	.ascii	"-> OPS_PER_TYPE_SHIFT 4"
	//NO_APP
	//APP
	.ascii	"-> DCB_ENABLED 4096"
	//NO_APP
	//APP
	.ascii	"-> DCB_PENDING 4100"
	//NO_APP
	//APP
	.ascii	"-> DCB_SLOT 4104"
	//NO_APP
	//APP
	.ascii	"-> DCB_SAVED 4112"
	//NO_APP
	//APP
	.ascii	"-> DCB_UNTIL 4120"
	//NO_APP
	//APP
	.ascii	"-> DCB_USED 4152"
	//NO_APP
	//APP
	.ascii	"-> DCB_READY 4160"
	//NO_APP
	//APP
	.ascii	"-> DCB_DIRECT 4184"
	//NO_APP
	//APP
	.ascii	"-> DCB_CHILD_UNTIL 6144"
	//NO_APP
	//APP
	.ascii	"-> DCB_CHILD_TICKS 6152"
	//NO_APP
	//APP
	.ascii	"-> DCB_CHILD_REASON 6160"
	//NO_APP
	//APP
	.ascii	"-> DCB_CONTEXT 8192"
	//NO_APP
	//APP
	.ascii	"-> CHILD_SHIFT 5"
	//NO_APP
	//APP
	.ascii	"-> CHILD_WAIT 1"
	//NO_APP
	//APP
	.ascii	"-> CHILD_PREEMPTED 3"
	//NO_APP
	//APP
	.ascii	"-> EVENT_CHILD_BIT 63"
	//NO_APP
	//APP
	.ascii	"-> EVENT_TIMER_BIT 62"
	//NO_APP
	//APP
	.ascii	"-> CONTEXT_SHIFT 9"
	//NO_APP
	//APP
	.ascii	"-> CONTEXT_SPARE 280"
	//NO_APP
	//APP
	.ascii	"-> KERNEL_CUR 0"
	//NO_APP
	//APP
	.ascii	"-> KERNEL_FP_OWNER 16"
	//NO_APP
	//APP
	.ascii	"-> KERNEL_TOP 24"
	//NO_APP
	//APP
	.ascii	"-> KERNEL_ALARM_STALE 28"
	//NO_APP
	//APP
	.ascii	"-> KERNEL_ALARM 32"
	//NO_APP
	//APP
	.ascii	"-> KERNEL_CHAIN 64"
	//NO_APP
	//APP
	.ascii	"-> KERNEL_IRQ 656"
	//NO_APP
	//APP
	.ascii	"-> IRQ_SHIFT 5"
	//NO_APP
	//APP
	.ascii	"-> IRQ_TARGET 0"
	//NO_APP
	//APP
	.ascii	"-> IRQ_MASK 16"
	//NO_APP
	//APP
	.ascii	"-> GRANT_SHIFT 6"
	//NO_APP
	//APP
	.ascii	"-> GRANT_BYTES 64"
	//NO_APP
	//APP
	.ascii	"-> GRANT_DOMAIN 0"
	//NO_APP
	//APP
	.ascii	"-> GRANT_END 8"
	//NO_APP
	//APP
	.ascii	"-> GRANT_UNTIL 16"
	//NO_APP
	//APP
	.ascii	"-> GRANT_START 24"
	//NO_APP
	//APP
	.ascii	"-> CLASS_SHIFT 26"
	//NO_APP
	//APP
	.ascii	"-> CLASS_FP 7"
	//NO_APP
	//APP
	.ascii	"-> CLASS_SVC 21"
	//NO_APP
	//APP
	.ascii	"-> CLASS_DATA_ABORT 36"
	//NO_APP
	//APP
	.ascii	"-> CPACR_FP_TRAPS 1048576"
	//NO_APP
	//APP
	.ascii	"-> CPACR_FP_OPEN 3145728"
	//NO_APP
	//APP
	.ascii	"-> ACTIVATE_ENTRY 0"
	//NO_APP
	//APP
	.ascii	"-> REPLY_ENTRY 256"
	//NO_APP
	//APP
	.ascii	"-> FAULT_ENTRY 384"
	//NO_APP
	//APP
	.ascii	"-> SYS_REPLY 1"
	//NO_APP
	//APP
	.ascii	"-> SYS_INVOKE 7"
	//NO_APP
	//APP
	.ascii	"-> LEAVE_UNTIL_BIT 6"
	//NO_APP
	//APP
	.ascii	"-> LEAVE_NO_FP_BIT 7"
	//NO_APP
	//APP
	.ascii	"-> ERROR_OP 4"
	//NO_APP
	ret
.Lfunc_end0:
	.size	offsets, .Lfunc_end0-offsets

	.ident	"Debian clang version 14.0.6"
	.section	".note.GNU-stack","",@progbits
	.addrsig

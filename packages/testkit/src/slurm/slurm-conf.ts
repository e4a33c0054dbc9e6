interface ConfFacts {
  readonly folder: string
  readonly nodes: readonly string[]
  /** The controller's, then one for each node. */
  readonly ports: readonly number[]
  readonly conf: Readonly<Record<string, string>>
}

/**
 * The text of slurm.conf for nodes that all are this machine. Times are short: a node is lost after some fifteen seconds of silence, a job has two
 * to end, and one that gives its place to another has two more.
 */
export function slurmConf({ folder, nodes, ports: [controller, ...ports], conf }: ConfFacts): string {
  const settings: Readonly<Record<string, string>> = {
    ClusterName: "test",
    SlurmctldHost: "localhost(127.0.0.1)",
    SlurmctldPort: String(controller),
    AuthType: "auth/munge",
    AuthInfo: `socket=${folder}/munge-run/sock,cred_expire=5`,
    CryptoType: "crypto/munge",
    SlurmUser: "root",
    SlurmdUser: "root",
    StateSaveLocation: `${folder}/ctld`,
    SlurmdSpoolDir: `${folder}/spool-%n`,
    SlurmctldPidFile: `${folder}/slurmctld.pid`,
    SlurmdPidFile: `${folder}/slurmd-%n.pid`,
    SlurmctldLogFile: `${folder}/log/slurmctld.log`,
    SlurmdLogFile: `${folder}/log/slurmd-%n.log`,
    ProctrackType: "proctrack/linuxproc",
    TaskPlugin: "task/none",
    SelectType: "select/cons_tres",
    SelectTypeParameters: "CR_Core_Memory",
    GresTypes: "gpu",
    JobAcctGatherType: "jobacct_gather/none",
    AccountingStorageType: "accounting_storage/none",
    JobCompType: "jobcomp/none",
    MpiDefault: "none",
    MailProg: "/bin/true",
    SwitchType: "switch/none",
    ReturnToService: "2",
    SchedulerType: "sched/backfill",
    SchedulerParameters: "sched_interval=1,bf_interval=1,sched_min_interval=0,batch_sched_delay=0",
    SlurmctldParameters: "preempt_send_user_signal",
    SlurmdParameters: "config_overrides",
    MinJobAge: "600",
    KillWait: "2",
    SlurmdTimeout: "10",
    MessageTimeout: "5",
    DefMemPerCPU: "256",
    JobRequeue: "1",
    PreemptType: "preempt/partition_prio",
    PreemptMode: "REQUEUE",
    ...conf,
  }
  const machines = nodes.map((name, i) => {
    const place = `NodeName=${name} NodeHostname=localhost NodeAddr=127.0.0.1 Port=${ports[i]}`
    return `${place} CPUs=4 RealMemory=4096 State=UNKNOWN${i === 0 ? " Gres=gpu:2" : ""}`
  })
  return [
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
    ...machines,
    "PartitionName=low Nodes=ALL Default=YES MaxTime=60 State=UP PriorityTier=1 PreemptMode=REQUEUE GraceTime=2",
    "PartitionName=high Nodes=ALL MaxTime=60 State=UP PriorityTier=10",
    "PartitionName=one Nodes=n1 MaxTime=60 State=UP PriorityTier=1",
    "",
  ].join("\n")
}

/** A reason for which a job waits, in Slurm's word and what it means. */
export function reasonWords(reason: string): string {
  const means = whyNever(reason) ?? meanings[reason.split(",")[0]!]
  return means === undefined ? reason : `${reason} (${means})`
}

/**
 * Why a job that waits for this reason can never start as it is; undefined where it may. A node that is down or reserved comes back, so
 * `ReqNodeNotAvail` is none of these.
 */
export function whyNever(reason: string): string | undefined {
  const word = reason.split(",")[0]!
  const known = never[word]
  if (known !== undefined) return known
  return /^(QOS|Assoc)(Max|Min).*Per(Job|Node)/.test(word)
    ? "it asks for more or less than its account or QOS ever allows one job"
    : undefined
}

const never: Readonly<Record<string, string>> = {
  PartitionConfig: "no node of its partition has what it asks for",
  PartitionNodeLimit: "its partition does not give a job that many nodes",
  PartitionTimeLimit: "it asks for more time than its partition allows",
  BadConstraints: "no node can satisfy what it asks for",
  DependencyNeverSatisfied: "it depends on a job that failed",
  InvalidAccount: "its account is not valid",
  InvalidQOS: "its QOS is not valid",
  AccountNotAllowed: "its account may not use the partition",
  QOSNotAllowed: "its QOS may not use the partition",
  launch_failed_requeued_held: "it could not be launched",
  JobHoldMaxRequeue: "it was requeued too often",
  MaxMemPerLimit: "it asks for more memory than one job may have",
}

const meanings: Readonly<Record<string, string>> = {
  Resources: "it waits for nodes to be free",
  Priority: "others come first",
  JobArrayTaskLimit: "as many as were asked for run at once",
  BeginTime: "it is held off after it was requeued",
  ReqNodeNotAvail: "the nodes for it are down, drained or reserved",
  PartitionDown: "its partition is down",
  PartitionInactive: "its partition takes no jobs at the moment",
  JobHeldUser: "somebody holds it: scontrol release lets it go",
  JobHeldAdmin: "an administrator holds it",
  Licenses: "it waits for a licence",
  Reservation: "it waits for its reservation",
}

/** Where a private cluster has its programs, files and ports. */
export interface Site {
  readonly bin: string
  readonly folder: string
  readonly kubeconfig: string
  readonly api: number
  /** Of etcd. */
  readonly client: number
  readonly peer: number
  readonly kubelet: number
}

const local = (port: number): string => `http://127.0.0.1:${port}`

export const etcdWords = ({ folder, client, peer }: Site): readonly string[] => [
  ...[`--data-dir=${folder}/etcd`, "--unsafe-no-fsync", `--initial-cluster=default=${local(peer)}`],
  ...[`--listen-client-urls=${local(client)}`, `--advertise-client-urls=${local(client)}`],
  ...[`--listen-peer-urls=${local(peer)}`, `--initial-advertise-peer-urls=${local(peer)}`],
]

export const apiServerWords = ({ folder, api, client }: Site): readonly string[] => [
  ...[`--etcd-servers=${local(client)}`, `--secure-port=${api}`, `--cert-dir=${folder}/apicert`],
  ...["--bind-address=127.0.0.1", "--advertise-address=127.0.0.1", "--endpoint-reconciler-type=none", "--profiling=false"],
  ...["--service-account-issuer=https://kubernetes.default.svc", "--service-cluster-ip-range=10.96.0.0/24", "--allow-privileged=true"],
  ...[`--service-account-key-file=${folder}/accounts.key`, `--service-account-signing-key-file=${folder}/accounts.key`],
  ...["--authorization-mode=Node,RBAC", `--token-auth-file=${folder}/tokens.csv`],
  // Else pods stay five minutes on a node that is gone.
  ...["--default-not-ready-toleration-seconds=3", "--default-unreachable-toleration-seconds=3"],
  // Else pods wait for the namespace's own account.
  ...["--disable-admission-plugins=ServiceAccount", "--kubelet-preferred-address-types=Hostname"],
]

/** Those that jobs need, quick to see that a node is gone. */
export const controllerWords = ({ folder, kubeconfig }: Site): readonly string[] => [
  ...[`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--secure-port=0"],
  `--controllers=${controllers.join(",")}`,
  ...[`--service-account-private-key-file=${folder}/accounts.key`, "--node-monitor-grace-period=8s", "--node-monitor-period=1s"],
]

const controllers = [
  ...["job-controller", "namespace-controller", "serviceaccount-controller", "garbage-collector-controller"],
  ...["pod-garbage-collector-controller", "ttl-after-finished-controller", "node-lifecycle-controller"],
  ...["taint-eviction-controller", "disruption-controller"],
]

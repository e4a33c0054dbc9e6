import { existsSync, readFileSync } from "node:fs"
import { homedir } from "node:os"
import { delimiter, join } from "node:path"
import { fault } from "@diapason/core"
import type { Access } from "./entrance.ts"
import { accessOf } from "./kubeconfig.ts"
import type { KubernetesOptions } from "./options.ts"

/** Where an access is read from; this machine's own places by default. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** The folder that a pod has its service account in. */
  readonly account: string
}

const here = (): Surroundings => ({ env: process.env, home: homedir(), account: "/var/run/secrets/kubernetes.io/serviceaccount" })

/**
 * The access to a cluster: the file of the options, else those in `KUBECONFIG`, else the service account of the pod that this runs in, else
 * `~/.kube/config`. Rejects with D448 for what cannot be read or used, D447 for a plugin that gives no credentials.
 */
export async function readAccess(
  options: Pick<KubernetesOptions, "kubeconfig" | "context" | "namespace">,
  surroundings: Surroundings = here(),
): Promise<Access> {
  const { env, home, account } = surroundings
  const paths = (options.kubeconfig ?? env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "")
  const usual = join(home, ".kube", "config")
  if (paths.length === 0 && env["KUBERNETES_SERVICE_HOST"] !== undefined && existsSync(join(account, "token")))
    return withNamespace(inCluster(surroundings), options.namespace)
  return withNamespace(await accessOf(paths.length === 0 ? [usual] : paths, options.context, env), options.namespace)
}

const withNamespace = (access: Access, namespace: string | undefined): Access =>
  namespace === undefined ? access : { ...access, namespace }

/** What Kubernetes puts into every pod that has a service account. */
function inCluster({ env, account }: Surroundings): Access {
  const [host = "", port = "443"] = [env["KUBERNETES_SERVICE_HOST"], env["KUBERNETES_SERVICE_PORT"]]
  const read = (name: string): string => {
    try {
      return readFileSync(join(account, name), "utf8").trim()
    } catch (error) {
      throw fault("D448", {
        source: account,
        problem: `${name} cannot be read (${(error as Error).message})`,
        mend: "give the pod a service account with automountServiceAccountToken: true, as examples/kubernetes does",
      })
    }
  }
  return {
    server: `https://${host.includes(":") ? `[${host}]` : host}:${port}`,
    namespace: read("namespace"),
    source: "the service account of this pod",
    tls: { ca: read("ca.crt") },
    authorization: `Bearer ${read("token")}`,
  }
}

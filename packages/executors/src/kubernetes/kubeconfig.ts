import { readFileSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { fault, type DiapasonError } from "@diapason/core"
import { parse } from "yaml"
import type { Access } from "./entrance.ts"
import { execCredential, type ExecPlugin } from "./exec-credential.ts"

/** What is read of a kubeconfig file. */
interface Kubeconfig {
  readonly "current-context"?: string
  readonly clusters?: readonly { readonly name: string; readonly cluster?: Cluster }[]
  readonly users?: readonly { readonly name: string; readonly user?: User }[]
  readonly contexts?: readonly { readonly name: string; readonly context?: Context }[]
}

interface Cluster {
  readonly server?: string
  readonly "certificate-authority"?: string
  readonly "certificate-authority-data"?: string
  readonly "insecure-skip-tls-verify"?: boolean
  readonly "tls-server-name"?: string
  readonly "proxy-url"?: string
}

interface User {
  readonly token?: string
  readonly tokenFile?: string
  readonly username?: string
  readonly password?: string
  readonly "client-certificate"?: string
  readonly "client-certificate-data"?: string
  readonly "client-key"?: string
  readonly "client-key-data"?: string
  readonly exec?: ExecPlugin
  readonly "auth-provider"?: { readonly name?: string }
}

interface Context {
  readonly cluster?: string
  readonly user?: string
  readonly namespace?: string
}

/** An entry, and the folder that its paths are relative to. */
type Found<T> = T & { readonly folder: string }

/** The access that kubeconfig files describe; of entries with one name the first counts, as for kubectl. Rejects with D447, D448. */
export async function accessOf(
  paths: readonly string[],
  wanted: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Access> {
  const source = paths.join(", ")
  const files = paths.map((path) => ({ folder: dirname(resolve(path)), config: readConfig(path) }))
  const no = (problem: string, mend: string): DiapasonError => fault("D448", { source, problem, mend })
  const list = <T extends { readonly name: string }>(pick: (config: Kubeconfig) => readonly T[] | undefined): Found<T>[] =>
    files.flatMap(({ folder, config }) => (pick(config) ?? []).map((one) => ({ ...one, folder })))
  const contexts = list(({ contexts }) => contexts)
  const name = wanted ?? files.map(({ config }) => config["current-context"]).find((one) => one !== undefined && one !== "")
  if (name === undefined) throw no("no context is the current one", "kubectl config use-context NAME, or name one with context:")
  const { context } = contexts.find((one) => one.name === name) ?? {}
  if (context === undefined) throw no(`there is no context ${name}`, `name one of: ${contexts.map((one) => one.name).join(", ") || "none"}`)
  const cluster = list(({ clusters }) => clusters).find((one) => one.name === context.cluster)
  if (cluster?.cluster?.server === undefined)
    throw no(`context ${name} means the cluster ${context.cluster ?? ""}, which has no server`, "kubectl config view shows what there is")
  const user = list(({ users }) => users).find((one) => one.name === context.user)
  if (cluster.cluster["proxy-url"] !== undefined)
    throw no(
      "its cluster is reached through a proxy (proxy-url), which Diapason does not speak",
      "run kubectl proxy, and a kubeconfig that names its address",
    )
  const server = cluster.cluster.server.replace(/\/+$/, "")
  const said = user === undefined ? {} : await userAccess(user, { source, server, cluster: cluster.cluster, env })
  return {
    server,
    namespace: context.namespace ?? "default",
    source: paths.length === 1 ? source : `${source} (context ${name})`,
    ...said,
    tls: { ...clusterTls(cluster, source), ...said.tls },
  }
}

function readConfig(path: string): Kubeconfig {
  try {
    const config: unknown = parse(readFileSync(path, "utf8"))
    if (typeof config === "object" && config !== null) return config
    throw new Error("it is no mapping")
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT"
    throw fault("D448", {
      source: path,
      problem: missing ? "there is no such file" : (error as Error).message.split("\n")[0]!,
      mend: "name the kubeconfig that kubectl uses here, with KUBECONFIG or kubeconfig:",
    })
  }
}

function clusterTls({ cluster = {}, folder }: { readonly cluster?: Cluster; readonly folder: string }, source: string): Access["tls"] {
  const ca = content(cluster["certificate-authority-data"], cluster["certificate-authority"], folder, source)
  return {
    ...(ca !== undefined && { ca }),
    ...(cluster["tls-server-name"] !== undefined && { servername: cluster["tls-server-name"] }),
    ...(cluster["insecure-skip-tls-verify"] === true && { rejectUnauthorized: false }),
  }
}

interface Asked {
  readonly source: string
  readonly server: string
  readonly cluster: Cluster
  readonly env: Readonly<Record<string, string | undefined>>
}

type Said = Pick<Access, "authorization"> & { readonly tls?: Access["tls"] }

async function userAccess({ user = {}, folder }: { readonly user?: User; readonly folder: string }, asked: Asked): Promise<Said> {
  const { source } = asked
  const provider = user["auth-provider"]
  if (provider !== undefined)
    throw fault("D448", {
      source,
      problem: `its user signs in by the auth-provider ${provider.name ?? ""}, which Kubernetes gave up in 1.26`,
      mend: "renew the kubeconfig with your provider's tool, so that it names an exec plugin or a token",
    })
  const cert = content(user["client-certificate-data"], user["client-certificate"], folder, source)
  const key = content(user["client-key-data"], user["client-key"], folder, source)
  const tls = { ...(cert !== undefined && { cert }), ...(key !== undefined && { key }) }
  const token = user.tokenFile === undefined ? user.token : content(undefined, user.tokenFile, folder, source)?.trim()
  if (token !== undefined && token !== "") return { authorization: `Bearer ${token}`, tls }
  if (user.username !== undefined) {
    const pair = Buffer.from(`${user.username}:${user.password ?? ""}`).toString("base64")
    return { authorization: `Basic ${pair}`, tls }
  }
  return user.exec === undefined ? { tls } : execCredential(user.exec, { ...asked, folder })
}

/** What stands in the file itself, in base64, or in one that it names. */
function content(data: string | undefined, path: string | undefined, folder: string, source: string): string | undefined {
  if (data !== undefined && data !== "") return Buffer.from(data, "base64").toString("utf8")
  if (path === undefined || path === "") return undefined
  try {
    return readFileSync(resolve(folder, path), "utf8")
  } catch (error) {
    throw fault("D448", {
      source,
      problem: `it names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      mend: "put that file there, or embed it: kubectl config view --flatten",
    })
  }
}

import { execFile } from "node:child_process"
import { resolve } from "node:path"
import { fault } from "@diapason/core"

/** A program that gives credentials, as a kubeconfig names it (client.authentication.k8s.io). */
export interface ExecPlugin {
  readonly apiVersion?: string
  readonly command?: string
  readonly args?: readonly string[] | null
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null
  readonly provideClusterInfo?: boolean
  readonly interactiveMode?: string
}

interface Asked {
  readonly source: string
  readonly server: string
  readonly cluster: { readonly "certificate-authority-data"?: string; readonly "insecure-skip-tls-verify"?: boolean }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly folder: string
}

interface Said {
  readonly authorization?: string
  readonly tls?: { readonly cert: string; readonly key: string }
}

/** Runs the plugin, which is not asked to talk to anybody. Rejects with D447 when it gives nothing, D448 when it cannot be run this way. */
export async function execCredential(plugin: ExecPlugin, asked: Asked): Promise<Said> {
  const { command, interactiveMode, apiVersion = "" } = plugin
  const { source, server } = asked
  if (command === undefined || interactiveMode === "Always" || !/^client\.authentication\.k8s\.io\/v1(beta1)?$/.test(apiVersion))
    throw fault("D448", {
      source,
      problem:
        interactiveMode === "Always"
          ? `its plugin ${command ?? ""} wants to ask you each time`
          : `its plugin ${command ?? "without a command"} speaks ${apiVersion || "no version"}, not client.authentication.k8s.io/v1`,
      mend: "renew the kubeconfig with your provider's tool, or use a token",
    })
  const said = await output(plugin, asked)
  const { status } = readCredential(said.text)
  if (status?.token !== undefined) return { authorization: `Bearer ${status.token}` }
  if (status?.clientCertificateData !== undefined && status.clientKeyData !== undefined)
    return { tls: { cert: status.clientCertificateData, key: status.clientKeyData } }
  throw fault("D447", { server, source: `${command} (${source})`, why: said.problem ?? "it printed neither a token nor a certificate" })
}

interface Credential {
  readonly status?: { readonly token?: string; readonly clientCertificateData?: string; readonly clientKeyData?: string }
}

function readCredential(text: string): Credential {
  try {
    return (JSON.parse(text) ?? {}) as Credential
  } catch {
    return {}
  }
}

/** What it printed, and what went wrong. */
function output(
  plugin: ExecPlugin,
  { server, cluster, env, folder }: Asked,
): Promise<{ readonly text: string; readonly problem?: string }> {
  const { command = "", args, env: own, apiVersion, provideClusterInfo } = plugin
  const info = {
    apiVersion,
    kind: "ExecCredential",
    spec: { interactive: false, ...(provideClusterInfo === true && { cluster: { server, ...cluster } }) },
  }
  const variables = Object.fromEntries((own ?? []).map(({ name, value }) => [name, value]))
  // A command with a slash is relative to the file, as for kubectl; another is looked for in PATH.
  const path = command.includes("/") ? resolve(folder, command) : command
  return new Promise((done) =>
    execFile(
      path,
      [...(args ?? [])],
      { env: { ...env, ...variables, KUBERNETES_EXEC_INFO: JSON.stringify(info) } as NodeJS.ProcessEnv, timeout: 60_000 },
      (error, text, complaint) =>
        done({ text, ...(error !== null && { problem: complaint.trim().split("\n").at(-1) || error.message.split("\n")[0]! }) }),
    ),
  )
}

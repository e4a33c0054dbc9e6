import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TLSSocket } from "node:tls"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import { kubernetes } from "@diapason/executors/engines"
import { readAccess, type Surroundings } from "../../src/kubernetes/access.ts"
import { controlPlane, emptyList, kubeconfigFile } from "./control-plane.ts"

const server = "https://10.0.0.1:6443"
const none: Surroundings = { env: {}, home: "/nowhere", account: "/nowhere" }
const read = (kubeconfig: string, more: object = {}) => readAccess({ kubeconfig, ...more }, none)
const folder = (): string => mkdtempSync(join(tmpdir(), "diapason-"))
const tls = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url))
const base64 = (name: string): string => readFileSync(tls(name)).toString("base64")

describe("a kubeconfig", () => {
  it("says who asks: a token, a file with one, a name and a password, a certificate", async () => {
    const beside = kubeconfigFile(server, { tokenFile: "token" })
    writeFileSync(join(beside, "..", "token"), "from-file\n")
    expect(await read(beside)).toMatchObject({ server, namespace: "default", authorization: "Bearer from-file" })
    expect(await read(kubeconfigFile(server, { token: "t" }))).toMatchObject({ authorization: "Bearer t" })
    expect(await read(kubeconfigFile(server, { username: "ada", password: "x" }))).toMatchObject({ authorization: "Basic YWRhOng=" })
    const cert = { "client-certificate": tls("client.crt"), "client-key-data": base64("client.key") }
    expect((await read(kubeconfigFile(server, cert))).tls).toEqual({
      cert: readFileSync(tls("client.crt"), "utf8"),
      key: readFileSync(tls("client.key"), "utf8"),
    })
  })

  it("in several files is one, of which the first counts; a context can be named", async () => {
    const [one, two] = [join(folder(), "one"), join(folder(), "two")]
    writeFileSync(one, "contexts:\n- {name: a, context: {cluster: c, user: u, namespace: ml}}\nusers:\n- {name: u, user: {token: first}}\n")
    writeFileSync(
      two,
      `current-context: a\nclusters:\n- {name: c, cluster: {server: "${server}/"}}\nusers:\n- {name: u, user: {token: second}}\n`,
    )
    const surroundings = { ...none, env: { KUBECONFIG: `${one}:${two}` } }
    expect(await readAccess({}, surroundings)).toMatchObject({ server, namespace: "ml", authorization: "Bearer first" })
    expect(await readAccess({ namespace: "other" }, surroundings)).toMatchObject({ namespace: "other" })
    await expect(readAccess({ context: "b" }, surroundings)).rejects.toThrow("there is no context b")
  })

  it.each([
    ["is not there", "/nowhere/config", "there is no such file"],
    ["is no YAML", text("a: [b"), "Flow sequence"],
    ["is no mapping", text("just words"), "it is no mapping"],
    ["has no current context", text("contexts: []"), "no context is the current one"],
    ["names a cluster that is not there", text("current-context: a\ncontexts:\n- {name: a, context: {cluster: c}}"), "which has no server"],
    ["names a file that is not there", kubeconfigFile(server, { "client-certificate": "/nowhere/crt" }), "which cannot be read (ENOENT)"],
    ["signs in in a way that is gone", kubeconfigFile(server, { "auth-provider": { name: "gcp" } }), "gave up in 1.26"],
    [
      "wants a person to answer",
      kubeconfigFile(server, { exec: { ...plugin("x"), interactiveMode: "Always" } }),
      "wants to ask you each time",
    ],
    ["has a plugin of long ago", kubeconfigFile(server, { exec: { ...plugin("x"), apiVersion: "client.authentication.k8s.io/v1alpha1" } }), "not client.authentication.k8s.io/v1"], // prettier-ignore
    ["goes by a proxy", kubeconfigFile(server, {}, { "proxy-url": "http://proxy" }), "reached through a proxy"],
  ])("that %s is told", async (_, path, words) => {
    const error = await read(path).catch((caught: unknown) => caught)
    expect(String(error)).toContain("D448")
    expect(String(error)).toContain(words)
  })

  it("may name a plugin, which is run with what it needs to know", async () => {
    const program = join(folder(), "plugin.sh")
    writeFileSync(
      program,
      `#!/bin/sh\necho "$KUBERNETES_EXEC_INFO" | grep -q '"interactive":false' || exit 9\necho "{\\"status\\":{\\"token\\":\\"$1-$ROLE\\"}}"\n`,
    )
    chmodSync(program, 0o755)
    const exec = { ...plugin(program), args: ["tok"], env: [{ name: "ROLE", value: "tuner" }] }
    const surroundings = { ...none, env: { PATH: process.env["PATH"] } }
    expect(await readAccess({ kubeconfig: kubeconfigFile(server, { exec }) }, surroundings)).toMatchObject({
      authorization: "Bearer tok-tuner",
    })
    writeFileSync(program, "#!/bin/sh\necho 'session expired, sign in again' >&2\nexit 1\n")
    await expect(readAccess({ kubeconfig: kubeconfigFile(server, { exec }) }, surroundings)).rejects.toThrow(
      /D447.*session expired, sign in again/s,
    )
  })
})

describe("a pod with a service account", () => {
  const inPod = (files: Readonly<Record<string, string>>): Surroundings => {
    const account = folder()
    mkdirSync(account, { recursive: true })
    for (const [name, content] of Object.entries(files)) writeFileSync(join(account, name), content)
    return { env: { KUBERNETES_SERVICE_HOST: "10.96.0.1", KUBERNETES_SERVICE_PORT: "443" }, home: "/nowhere", account }
  }
  it("needs no kubeconfig", async () => {
    expect(await readAccess({}, inPod({ token: "t\n", namespace: "ml", "ca.crt": "CA" }))).toEqual({
      ...{ server: "https://10.96.0.1:443", namespace: "ml", source: "the service account of this pod" },
      ...{ tls: { ca: "CA" }, authorization: "Bearer t" },
    })
  })
  it("that is not whole is told", () =>
    expect(readAccess({}, inPod({ token: "t", namespace: "ml" }))).rejects.toThrow("ca.crt cannot be read"))
})

describe("a cluster with certificates", () => {
  const secured = () =>
    controlPlane(
      ({ query }, response, request) => {
        const certain = (request.socket as TLSSocket).authorized
        if (!certain) return void response.writeHead(401).end()
        return query.has("watch") ? void response.writeHead(200).flushHeaders() : emptyList(response)
      },
      {
        ...{ key: readFileSync(tls("server.key")), cert: readFileSync(tls("server.crt")), ca: readFileSync(tls("ca.crt")) },
        ...{ requestCert: true, rejectUnauthorized: false },
      },
    )
  const user = { "client-certificate-data": base64("client.crt"), "client-key-data": base64("client.key") }
  it("lets in whose certificate it knows, and is trusted by its own", async () => {
    const { url } = await secured()
    const engine = kubernetes({ image: "i", kubeconfig: kubeconfigFile(url, user, { "certificate-authority-data": base64("ca.crt") }) })
    expect((await engine.look(["t"])).get("t")).toEqual({ kind: "unknown" })
  })
  it("whose certificate is signed by nobody we know is not trusted, unless that is wanted", async () => {
    const { url } = await secured()
    await expect(kubernetes({ image: "i", kubeconfig: kubeconfigFile(url, user) }).look(["t"])).rejects.toThrow(
      /D445.*its certificate is not to be trusted/,
    )
    const careless = kubernetes({ image: "i", kubeconfig: kubeconfigFile(url, user, { "insecure-skip-tls-verify": true }) })
    expect((await careless.look(["t"])).size).toBe(1)
  })
  it("does not let in who has none", async () => {
    const { url } = await secured()
    const nobody = kubeconfigFile(url, {}, { "certificate-authority-data": base64("ca.crt") })
    await expect(kubernetes({ image: "i", kubeconfig: nobody }).look(["t"])).rejects.toThrow("D447")
  })
})

function text(content: string): string {
  const path = join(folder(), "config")
  writeFileSync(path, content)
  return path
}

function plugin(command: string): object {
  return { apiVersion: "client.authentication.k8s.io/v1", command, interactiveMode: "IfAvailable" }
}

import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Command } from "commander"
import { faults } from "@diapason/core"

/**
 * Pages that are made of the sources, by their place: the errors, the verbs, the keys of the configuration file. The house must be built.
 * @param {string} root
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
export async function reference(root) {
  return {
    "reference/errors": await errorsPage(root),
    "reference/commands": await commandsPage(root),
    "reference/config": configPage(root),
  }
}

/** @param {string} root */
async function errorsPage(root) {
  const { explainCode } = await import(join(root, "packages/diapason/dist/cli/verbs/explain.js"))
  const parts = Object.keys(faults)
    .toSorted()
    .map((code) => {
      const { what, why, mend, kept } = explainCode(code)
      const lines = [
        `**${words(what)}**`,
        words(why),
        `*To mend it:* ${words(mend)}`,
        ...(kept === undefined ? [] : [`*Not lost:* ${words(kept)}`]),
      ]
      return `## ${code}\n\n${lines.join("\n\n")}\n`
    })
  return `# Every error

What each code means: what happened, why it matters, how to mend it. \`diapason explain D210\` says the same in a terminal. Words such as
\`<name>\` stand for what a message names.

| family | of what |
|---|---|
| D1 | the configuration, the space, what was asked of a command |
| D2 | trials |
| D3 | studies |
| D4 | stores, executors, services of others |
| D5 | the protocol and versions |
| D6 | replay and audit |

${parts.join("\n")}`
}

/** @param {string} root */
async function commandsPage(root) {
  const { verbs } = await import(join(root, "packages/diapason/dist/cli/verbs/index.js"))
  const io = { out: () => undefined, err: () => undefined, env: {} }
  const parts = []
  for (const { name, does, load } of verbs) {
    const loaded = await load()
    const command = new Command(name)
    loaded.register(command, io, () => undefined)
    const flags = command.options.map(({ flags, description }) => `| \`${flags}\` | ${cell(description)} |`)
    const usage = `diapason ${name} ${command.usage().replace("[options] ", "")}`.trim()
    const table = flags.length === 0 ? "" : `\n| flag | what it says |\n|---|---|\n${flags.join("\n")}\n`
    parts.push(`## ${name}\n\n${words(capital(does))}.\n\n\`\`\`console\n$ ${loaded.example}\n\`\`\`\n\nUsage: \`${usage}\`\n${table}`)
  }
  return `# Every command

Each verb with its flags, as \`diapason VERB --help\` prints them. [The command line](../command-line.md) says which verb is for what.

${parts.join("\n")}`
}

/** @param {string} root */
function configPage(root) {
  const schema = JSON.parse(readFileSync(join(root, "packages/diapason/schema/config.v1.json"), "utf8"))
  const parts = Object.entries(schema.properties).map(([key, one]) => {
    const rows = rowsOf(one, "", schema).map(([name, what, about]) => `| \`${name}\` | ${cell(what)} | ${cell(about)} |`)
    const table = rows.length === 0 ? "" : `\n| below it | what it takes | meaning |\n|---|---|---|\n${rows.join("\n")}\n`
    return `## ${key}\n\n${words(one.description ?? "")}\n\nTakes ${words(takes(one, schema))}.\n${table}`
  })
  return `# Every key of diapason.yaml

Made from the JSON Schema that editors complete from. [The configuration file](../config.md) explains it with an example.

${parts.join("\n")}`
}

/** @typedef {{ type?: string, $ref?: string, const?: unknown, enum?: unknown[], anyOf?: Node[], oneOf?: Node[], items?: Node, description?: string, properties?: Record<string, Node> }} Node */

/**
 * The keys below one, each with what it takes and its description; two floors deep, which is all there are.
 * @param {Node} node
 * @param {string} above
 * @param {unknown} schema
 * @returns {[string, string, string][]}
 */
function rowsOf(node, above, schema) {
  const alternatives = [node, ...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.items === undefined ? [] : [node.items])]
  /** @type {Map<string, [string, string, string]>} */
  const rows = new Map()
  for (const { properties = {} } of alternatives)
    for (const [key, one] of Object.entries(properties)) {
      if (!rows.has(key)) rows.set(key, [above + key, takes(one, schema), one.description ?? ""])
      if (above === "") for (const row of rowsOf(one, `${key}.`, schema)) if (!rows.has(row[0])) rows.set(row[0], row)
    }
  return [...rows.values()]
}

/**
 * What a key takes, in words.
 * @param {Node} node
 * @param {unknown} schema
 * @returns {string}
 */
function takes(node, schema) {
  if (node.$ref !== undefined) return "any value"
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``
  if (node.enum !== undefined) return node.enum.map((value) => `\`${String(value)}\``).join(", ")
  const choices = node.anyOf ?? node.oneOf
  if (choices !== undefined) return [...new Set(choices.map((one) => takes(one, schema)))].join(" or ")
  if (node.type === "array") return `a list of ${node.items === undefined ? "values" : takes(node.items, schema)}`
  if (node.type === "object") return "keys of its own"
  return (
    { string: "a text", number: "a number", integer: "a whole number", boolean: "true or false", null: "nothing" }[node.type ?? ""] ??
    "any value"
  )
}

/** Text that Markdown shows as it stands, but for what stands between backticks. @param {string} text */
const words = (text) =>
  `${text}`

    .split("`")
    .map((part, i, all) =>
      i % 2 === 0 || i === all.length - 1 ? part.replace(/[&<>{}[\]*_|\\]/g, (one) => `&#${one.charCodeAt(0)};`) : `\`${part}\``,
    )
    .join("")

/** The same inside a table. @param {string} text */
const cell = (text) =>
  words(text)
    .replace(/(?<!\\)\|/g, "\\|")
    .replaceAll("\n", " ")

/** @param {string} text */
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1)

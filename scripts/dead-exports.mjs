import { existsSync, readFileSync, readdirSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import ts from "typescript"
import { entries, rooms, sourceOf } from "./workspace.mjs"

/**
 * What one file gives and takes. `own` holds the names it exports itself; a `pass` hands a name of another file on; a `use` takes one.
 * The name `*` stands for all.
 * @typedef {{ file: string, name: string, as: string }} Pass
 * @typedef {{ own: { name: string, line: number }[], passes: Pass[], uses: { file: string, name: string }[] }} Module
 */

/**
 * The exports of the packages' sources under `root` that nobody uses, as `path:line name`. An export is alive when another file takes it (in
 * any package, test, benchmark, example or script) or when a package's entry offers it. An index that hands a name on does not make it alive
 * unless somebody takes it there. Fails when it read nothing.
 * @param {string} root
 * @returns {{ readonly exports: number, readonly dead: readonly string[] }}
 */
export function deadExports(root) {
  const modules = readModules(root)
  const alive = living(
    modules,
    entries(root).map(({ source }) => source),
  )
  const exported = [...modules]
    .filter(([file]) => /^packages\/[^/]+\/src\//.test(file))
    .flatMap(([file, { own, passes }]) => [
      ...own.map(({ name, line }) => ({ key: `${file}#${name}`, text: `${file}:${line} ${name}` })),
      ...passes.filter(({ as }) => as !== "*").map(({ as }) => ({ key: `${file}#${as}`, text: `${file}: ${as}, handed on` })),
    ])
  return { exports: exported.length, dead: exported.filter(({ key }) => !alive.has(key)).map(({ text }) => text) }
}

/**
 * Every export that can be reached from a use or from an entry, as `file#name`.
 * @param {ReadonlyMap<string, Module>} modules
 * @param {readonly string[]} offered
 */
function living(modules, offered) {
  const alive = /** @type {Set<string>} */ (new Set())
  /** @param {string} file @param {string} name */
  const take = (file, name) => {
    const module = modules.get(file)
    if (module === undefined || alive.has(`${file}#${name}`)) return
    alive.add(`${file}#${name}`)
    if (name === "*") for (const { name: own } of module.own) alive.add(`${file}#${own}`)
    for (const pass of module.passes) {
      if (pass.as === name || name === "*") take(file, pass.as)
      if (pass.as === name || (pass.as === "*" && name !== "default")) take(pass.file, pass.as === "*" ? name : pass.name)
    }
  }
  for (const file of offered) take(file, "*")
  for (const { uses } of modules.values()) for (const { file, name } of uses) take(file, name)
  return alive
}

/**
 * @param {string} root
 * @returns {ReadonlyMap<string, Module>}
 */
function readModules(root) {
  const offered = new Map(entries(root).map(({ specifier, source }) => [specifier, source]))
  return new Map(
    programs(root).map((file) => {
      /** @param {string} specifier */
      const find = (specifier) => offered.get(specifier) ?? (specifier.startsWith(".") ? beside(root, file, specifier) : "")
      return [file, readModule(file, readFileSync(join(root, file), "utf8"), find)]
    }),
  )
}

/**
 * The file that a relative specifier means: built files stand for their sources.
 * @param {string} root
 * @param {string} file
 * @param {string} specifier
 */
function beside(root, file, specifier) {
  const path = relative(root, resolve(root, dirname(file), specifier))
  // The bundle of the command line is made from `cli`.
  const built = /^(packages\/[^/]+)\/(dist\/.*)$/.exec(path.replace("/dist/command/", "/dist/cli/"))
  return built === null ? path : `${built[1]}/${sourceOf(built[2] ?? "")}`
}

/**
 * All programs of the house, their paths relative to `root`.
 * @param {string} root
 */
function programs(root) {
  const folders = [
    ...rooms(root).flatMap((room) => ["src", "test", "bin", "bench", "scripts"].map((part) => `packages/${room}/${part}`)),
    "bench",
    "examples",
    "scripts",
    "test",
  ]
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`))
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/(^|\/)(node_modules|dist)\/|\.d\.ts$/.test(file))
}

/**
 * @param {string} file
 * @param {string} text
 * @param {(specifier: string) => string} find
 * @returns {Module}
 */
function readModule(file, text, find) {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
  const module = /** @type {Module} */ ({ own: [], passes: [], uses: [] })
  for (const statement of tree.statements) readStatement(statement, module, find)
  /** @param {ts.Node} node */
  const readInside = (node) => {
    const lazy = lazySpecifier(node)
    if (lazy !== undefined) module.uses.push({ file: find(lazy), name: lazyName(node) })
    ts.forEachChild(node, readInside)
  }
  readInside(tree)
  return module
}

/**
 * @param {ts.Statement} statement
 * @param {Module} module
 * @param {(specifier: string) => string} find
 */
function readStatement(statement, module, find) {
  if (ts.isImportDeclaration(statement)) {
    const file = find(specifierOf(statement))
    module.uses.push(...taken(statement.importClause).map((name) => ({ file, name })))
  } else if (ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined) {
    const file = find(specifierOf(statement))
    const clause = statement.exportClause
    if (clause === undefined) module.passes.push({ file, name: "*", as: "*" })
    else if (ts.isNamespaceExport(clause)) module.uses.push({ file, name: "*" })
    else
      module.passes.push(...clause.elements.map(({ name, propertyName }) => ({ file, name: (propertyName ?? name).text, as: name.text })))
  } else {
    const line = statement.getSourceFile().getLineAndCharacterOfPosition(statement.getStart()).line + 1
    module.own.push(...given(statement).map((name) => ({ name, line })))
  }
}

/**
 * The names that an import takes.
 * @param {ts.ImportClause | undefined} clause
 * @returns {string[]}
 */
function taken(clause) {
  const bindings = clause?.namedBindings
  const named =
    bindings === undefined
      ? []
      : ts.isNamespaceImport(bindings)
        ? ["*"]
        : bindings.elements.map(({ name, propertyName }) => (propertyName ?? name).text)
  return clause?.name === undefined ? named : ["default", ...named]
}

/**
 * The names that a statement exports.
 * @param {ts.Statement} statement
 * @returns {string[]}
 */
function given(statement) {
  if (ts.isExportAssignment(statement)) return ["default"]
  if (ts.isExportDeclaration(statement)) {
    return statement.exportClause !== undefined && ts.isNamedExports(statement.exportClause)
      ? statement.exportClause.elements.map(({ name }) => name.text)
      : []
  }
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : []
  if (!modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return []
  if (modifiers.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) return ["default"]
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.flatMap(({ name }) => bound(name))
  const { name } = /** @type {ts.DeclarationStatement} */ (statement)
  return name === undefined ? [] : [name.text]
}

/**
 * @param {ts.BindingName} name
 * @returns {string[]}
 */
function bound(name) {
  if (ts.isIdentifier(name)) return [name.text]
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? bound(element.name) : []))
}

/** @param {ts.ImportDeclaration | ts.ExportDeclaration} statement */
const specifierOf = ({ moduleSpecifier }) =>
  moduleSpecifier !== undefined && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : ""

/**
 * What `import("./a.ts")` names, as an expression or as a type.
 * @param {ts.Node} node
 */
function lazySpecifier(node) {
  const argument =
    ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
      ? node.arguments[0]
      : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
        ? node.argument.literal
        : undefined
  return argument !== undefined && ts.isStringLiteral(argument) ? argument.text : undefined
}

/**
 * `import("./a.ts").Name` takes one name; anything else takes all, to be on the safe side.
 * @param {ts.Node} node
 */
function lazyName(node) {
  return ts.isImportTypeNode(node) && node.qualifier !== undefined && ts.isIdentifier(node.qualifier) ? node.qualifier.text : "*"
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { exports, dead } = deadExports(process.argv[2] ?? ".")
  for (const line of dead) console.error(`dead: ${line}`)
  console.log(`${exports} exports read, ${dead.length} dead`)
  process.exitCode = dead.length === 0 && exports > 0 ? 0 : 1
}

/**
 * The wall around math, core and algorithms: a lint rule that lets the language through and keeps the host out. It names what is allowed, so
 * that a host object nobody has heard of yet is refused as well. The compiler helps (`types: []`, no DOM): this rule keeps out what the
 * language itself brings along but differs between engines, machines or moments.
 */

/** The functions of Math that give the same bits everywhere: IEEE 754 asks for exact results. The others come from `@diapason/math`. */
export const exactMath = ["abs", "floor", "ceil", "round", "trunc", "min", "max", "sign", "sqrt", "imul", "clz32", "fround"]

const constants = ["E", "LN2", "LN10", "LOG2E", "LOG10E", "PI", "SQRT1_2", "SQRT2"]

/** The globals that mean the same on every engine. */
export const language = [
  ...["Infinity", "NaN", "undefined", "isFinite", "isNaN", "parseFloat", "parseInt"],
  ...[
    "Array",
    "BigInt",
    "Boolean",
    "JSON",
    "Map",
    "Math",
    "Number",
    "Object",
    "Promise",
    "Proxy",
    "Reflect",
    "RegExp",
    "Set",
    "String",
    "Symbol",
  ],
  ...["AggregateError", "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"],
  ...["ArrayBuffer", "DataView", "BigInt64Array", "BigUint64Array", "Float32Array", "Float64Array", "WeakMap", "WeakSet"],
  ...["Int8Array", "Int16Array", "Int32Array", "Uint8Array", "Uint8ClampedArray", "Uint16Array", "Uint32Array"],
  ...["decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent"],
]

/** Members that read the host's language or time zone, whatever the object. */
const local = /^(toLocale\w*|localeCompare)$/

/** Ambient values a file may declare: `math` declares WebAssembly where it uses it, `core` the text codec where a cache is written. */
const declarable = ["WebAssembly", "TextEncoder", "TextDecoder"]

/** @type {import("eslint").Rule.RuleModule} */
const host = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      global: "{{name}} belongs to the host, not to the language: the same log must give the same suggestion everywhere.",
      math: "Math.{{name}} differs between engines: take it from @diapason/math.",
      bare: "Math is only read member by member, by name: Math.abs(x).",
      local: "{{name}} depends on the language of the host.",
      power: "** differs between engines: take pow from @diapason/math, or multiply.",
      module: "{{name}} is not a file of this package or a package of this house.",
      lazy: "A lazy import hides what is imported.",
      meta: "import.meta belongs to the host.",
      declared: "declare brings {{name}} in past the compiler.",
    },
  },
  create(context) {
    const allowed = new Set(language)
    const exact = new Set([...exactMath, ...constants])

    /** @param {import("eslint").Scope.Reference & { isTypeReference?: boolean }} reference */
    const judge = ({ identifier, resolved, isTypeReference }) => {
      const name = identifier.name
      if (resolved !== null && resolved.defs.length > 0) return
      if (isTypeReference === true ? hostTypes.test(name) : !allowed.has(name)) {
        return context.report({ node: identifier, messageId: "global", data: { name } })
      }
      if (name === "Math" && isTypeReference !== true) judgeMath(identifier)
    }

    /** @param {any} identifier */
    const judgeMath = (identifier) => {
      const { parent } = identifier
      const named =
        parent.type === "MemberExpression" && parent.object === identifier && !parent.computed && parent.property.type === "Identifier"
      if (!named) return context.report({ node: identifier, messageId: "bare" })
      const { name } = parent.property
      if (!exact.has(name)) context.report({ node: parent, messageId: "math", data: { name } })
    }

    /** @param {any} node */
    const judgeKey = (node) => {
      const key = node.type === "MemberExpression" ? node.property : node.key
      const name = key.type === "Identifier" && !node.computed ? key.name : key.type === "Literal" ? String(key.value) : ""
      if (local.test(name)) context.report({ node: key, messageId: "local", data: { name } })
    }

    /** @param {any} node */
    const judgeSource = (node) => {
      const name = node.source?.value
      if (typeof name === "string" && !/^(\.{1,2}\/|@diapason\/)/.test(name)) context.report({ node, messageId: "module", data: { name } })
    }

    return {
      "Program:exit"(node) {
        const global = context.sourceCode.getScope(node)
        for (const { references } of scopes(global)) references.forEach(judge)
      },
      MemberExpression: judgeKey,
      "ObjectPattern > Property": judgeKey,
      "BinaryExpression[operator='**'], AssignmentExpression[operator='**=']": (/** @type {any} */ node) =>
        context.report({ node, messageId: "power" }),
      ImportDeclaration: judgeSource,
      ExportNamedDeclaration: judgeSource,
      ExportAllDeclaration: judgeSource,
      TSImportType: judgeSource,
      ImportExpression: (node) => context.report({ node, messageId: "lazy" }),
      "MetaProperty[meta.name='import']": (/** @type {any} */ node) => context.report({ node, messageId: "meta" }),
      "VariableDeclaration[declare=true] > VariableDeclarator > Identifier.id, TSDeclareFunction[declare=true] > Identifier.id, ClassDeclaration[declare=true] > Identifier.id, TSModuleDeclaration > Identifier.id":
        (/** @type {any} */ node) => {
          if (!declarable.includes(node.name) && !isBrand(node)) context.report({ node, messageId: "declared", data: { name: node.name } })
        },
    }
  },
}

/**
 * `declare const brand: unique symbol` exists for the compiler alone.
 * @param {any} identifier
 */
const isBrand = (identifier) => identifier.typeAnnotation?.typeAnnotation.type === "TSTypeOperator"

/** Types of the language that stand for a banned value; the compiler knows no others. */
const hostTypes = /^(Date|Intl|DateConstructor|Atomics|SharedArrayBuffer|WeakRef|FinalizationRegistry)/

/**
 * A scope and all scopes within it.
 * @param {import("eslint").Scope.Scope} scope
 * @returns {import("eslint").Scope.Scope[]}
 */
const scopes = (scope) => [scope, ...scope.childScopes.flatMap(scopes)]

/** @type {import("eslint").ESLint.Plugin} */
export const wall = { rules: { host } }

import js from "@eslint/js"
import tseslint from "typescript-eslint"
import { wall } from "./scripts/wall.mjs"

export default tseslint.config(
  { ignores: ["**/dist/", "**/node_modules/", "**/.cache/", "**/.diapason/", "coverage/", "test/fixtures/", "docs/.site/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "object-shorthand": "error",
      "no-restricted-syntax": ["error", { selector: "TSEnumDeclaration", message: "Use a union of strings." }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": ["error", { "ts-expect-error": "allow-with-description" }],
      "@typescript-eslint/no-non-null-assertion": "off",
      // Published coefficients are written as they were published.
      "no-loss-of-precision": "off",
      // The compiler finds these, and knows more.
      "no-undef": "off",
      "no-unused-vars": "off",
      "@typescript-eslint/no-unused-vars": "off",
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { project: "tsconfig.lint.json", tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ["packages/{math,core,views,algorithms}/src/**/*.ts"],
    plugins: { wall },
    rules: { "wall/host": "error" },
  },
  {
    // Programs that no compiler reads: the demo, the benchmarks, the command.
    files: ["{examples,bench}/**/*.{js,mjs}", "packages/*/bin/*.js", "packages/*/scripts/**/*.mjs"],
    languageOptions: { globals: Object.fromEntries(Object.getOwnPropertyNames(globalThis).map((name) => [name, "readonly"])) },
    rules: { "no-undef": "error", "@typescript-eslint/no-unused-vars": "error" },
  },
)

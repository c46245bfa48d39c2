// Makes proto/descriptors.gen.ts from the .proto files beside it: one JSON tree of all packages, as protobufjs reads
// it. `--check` writes nothing and fails when the file is not up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import protobuf from "protobufjs"
import { root } from "./project.mjs"

const folder = join(root, "proto")
const output = join(folder, "descriptors.gen.ts")

/** The text of the generated file. */
export function renderDescriptors() {
	const files = readdirSync(folder)
		.filter((name) => name.endsWith(".proto"))
		.sort()
	const tree = new protobuf.Root()
	tree.loadSync(files.map((name) => join(folder, name)))
	tree.resolveAll()
	return [
		`// Made by scripts/proto.mjs from ${files.join(", ")}. Do not edit: run \`npm run proto\`.`,
		"/** Every message and service of the .proto files in this folder: what `protobuf.Root.fromJSON` reads. */",
		`export const descriptors: { readonly nested: Readonly<Record<string, object>> } = ${JSON.stringify(tree.toJSON(), undefined, "\t")}`,
		"",
	].join("\n")
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const made = renderDescriptors()
	if (!process.argv.includes("--check")) {
		writeFileSync(output, made)
	} else if (readFileSync(output, "utf8") !== made) {
		console.error(`error: ${basename(output)} is not up to date`)
		console.error("hint: run `npm run proto` and commit the file")
		process.exit(1)
	}
}

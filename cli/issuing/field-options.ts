import type { FieldProblem } from "#pki/field-problem"
import { UsageError } from "../usage.ts"

/** The option that a field of a form is given with. */
const options: Readonly<Record<string, string>> = {
	names: "--san",
	spiffeId: "--id",
	lifetime: "--ttl",
	backdate: "--backdate",
	commonName: "--cn",
	organization: "--organization",
	keyAlgorithm: "--key",
	pathLength: "--path-length",
	permittedNames: "--permit",
	excludedNames: "--exclude",
	fault: "--wrong",
	authority: "--ca",
	passphrase: "--password-file",
	newPassphrase: "--new-password-file",
	keyForm: "--traditional",
	name: "--name",
	request: "the request",
	certificate: "the certificate",
	files: "the files",
}

/** Ends the verb with every problem by the name of its option. `where` says which verb's help to read. */
export function refuseFields(problems: readonly FieldProblem[], where: string): never {
	const told = problems.map(({ field, text }) => `${options[field] ?? field}: ${text}`)
	throw new UsageError(told.join("\n       "), `nothing was written; see countersign ${where} --help`)
}

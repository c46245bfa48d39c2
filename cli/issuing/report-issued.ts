import { isAbsolute, relative } from "node:path"
import type { Issued } from "#pki/issue"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"
import { describeCertificate } from "#x509/describe"
import type { CertificateDescription } from "#x509/description"
import type { CliIo } from "../io.ts"

/** What was made, for `--json` and for people. */
export interface Made {
	/** What kind of thing: `CA`, `server certificate` … */
	readonly what: string
	readonly certificate: Pick<Issued, "der">
	/** Paths that were written, with what each is. */
	readonly files: readonly WrittenFile[]
	/** Sentences about what is unusual. */
	readonly advice: readonly string[]
}

/** A file that was written. */
export interface WrittenFile {
	readonly path: string
	readonly secret: boolean
}

/** Prints what was made: one JSON document, or lines for people. No key is in either. */
export async function reportMade(made: Made, isJson: boolean, io: CliIo): Promise<void> {
	const observed = await describeCertificate(made.certificate.der)
	const description = observed.kind === "certificate" ? observed.description : undefined
	io.out(
		isJson
			? `${JSON.stringify({ schema: "countersign.issued/v1", what: made.what, certificate: description, files: made.files, advice: made.advice }, undefined, 2)}\n`
			: textOf(made, description, io.width),
	)
}

function textOf(
	{ what, files, advice }: Made,
	description: CertificateDescription | undefined,
	width: number,
): string {
	const facts = description === undefined ? [] : factsOf(description)
	return [
		`Made: ${what}`,
		...facts.flatMap(([label, value]) =>
			wrapText(`${label.padEnd(12)}${printableLine(value)}`, width - 2).map((line, at) =>
				at === 0 ? `  ${line}` : `              ${line}`,
			),
		),
		...files.map(({ path, secret }) => `  ${secret ? "key file" : "file    "}    ${shortPath(path)}`),
		...advice.flatMap((each) => wrapText(`Note: ${each}`, width)),
		"",
	].join("\n")
}

function factsOf(description: CertificateDescription): readonly (readonly [string, string])[] {
	const { sans } = description
	const names = [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email]
	return [
		["subject", description.subject === "" ? "empty" : description.subject],
		["issuer", description.issuer],
		...(names.length === 0 ? [] : [["names", names.join(", ")] as const]),
		["valid", `${description.notBefore} to ${description.notAfter}`],
		["serial", description.serial],
		["SHA-256", description.sha256],
	]
}

function shortPath(path: string): string {
	const near = relative(process.cwd(), path)
	return near.startsWith("..") || isAbsolute(near) ? path : near
}

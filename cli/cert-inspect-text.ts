import type { InspectedCertificate, InspectedKey, Inspection } from "#pki/inspect/inspection"
import { printableLine } from "#report/printable-text"
import { wrapText } from "#report/wrap-text"
import type { Lint } from "#x509/lint/lint-rule"

/** Renders what a file holds for a terminal: the sentence, the facts, the lints, for an SVID its checklist. */
export function renderInspection(inspection: Inspection, file: string, width: number): string {
	const { sentence, certificates, keys, requests, checklist = [], lints, problems, kind } = inspection
	const blocks = [
		wrapText(printableLine(`${file}: ${sentence}`), width),
		...certificates.map((certificate, index) => certificateLines(certificate, index, width)),
		...keys.map((key) => keyLines(key, width)),
		...requests.map(({ subject, sans, asksFor, signature, keyType, keyBits }) =>
			facts(
				[
					["subject", subject || "(empty)"],
					["names", namesOf(sans)],
					["asks for", asksFor.join(", ")],
					["key", keyLabel(keyType, keyBits)],
					["signature", signature],
				],
				width,
			),
		),
		checklist.flatMap(({ verdict, title, text, section }) => {
			const words = `${title} ${verdict === "fail" ? `${text} ` : ""}[${section}]`
			const [first = "", ...others] = wrapText(printableLine(words), width - 15)
			return [`${verdict.padEnd(14)} ${first}`, ...others.map((line) => `${" ".repeat(15)}${line}`)]
		}),
		lints.flatMap((lint) => lintLines(lint, certificates.length, width)),
		kind === "unreadable"
			? problems.flatMap((problem) => wrapText(printableLine(hintOf(problem)), width))
			: problems.flatMap((problem) =>
					wrapText(printableLine(`not read: ${problem.text} ${hintOf(problem)}`), width),
				),
	]
	return `${blocks
		.filter((block) => block.length > 0)
		.map((block) => block.join("\n"))
		.join("\n\n")}\n`
}

function certificateLines(each: InspectedCertificate, index: number, width: number): readonly string[] {
	if (each.kind === "unreadable")
		return [printableLine(`[${index}] cannot be read: ${each.problem}`), `    sha256  ${each.sha256}`]
	const {
		subject,
		issuer,
		sans,
		notBefore,
		notAfter,
		serial,
		sha256,
		keyType,
		keyBits,
		isCa,
		eku,
		keyUsage,
	} = each.description
	return facts(
		[
			[`[${index}]`, subject || "(no subject)"],
			["issuer", issuer || "(no issuer)"],
			["names", namesOf(sans)],
			["valid", `${notBefore} to ${notAfter}`],
			["key", keyLabel(keyType, keyBits)],
			["signed with", each.description.signatureAlgorithm],
			["usage", [...(isCa ? ["CA"] : []), ...(keyUsage ?? []), ...(eku ?? [])].join(", ")],
			["serial", serial],
			["sha256", sha256],
		],
		width,
	)
}

function keyLines(
	{ kind, form, keyType, keyBits, encryption, matches, problem }: InspectedKey,
	width: number,
) {
	return facts(
		[
			[`${kind} key`, keyType === undefined ? form : `${keyType}, ${keyBits} bits, ${form}`],
			["encrypted", encryption === undefined ? "" : encryption.label],
			["belongs to", matches.map((index) => `[${index}]`).join(", ")],
			["not opened", problem === undefined ? "" : `${problem.text} ${hintOf(problem)}`],
		],
		width,
	)
}

/** How a password is given here stands beside the words that ask for one. */
function hintOf({ kind, hint }: Inspection["problems"][number]): string {
	return kind === "password-missing"
		? `${hint} It is read from --password-file or COUNTERSIGN_PASSWORD.`
		: hint
}

/** The name of a curve says its size. */
function keyLabel(keyType: string, keyBits: number): string {
	return keyType.startsWith("RSA") ? `${keyType}, ${keyBits} bits` : keyType
}

function facts(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
	const indent = 13
	return rows.flatMap(([name, value]) => {
		if (value === "") return []
		const [first = "", ...others] = wrapText(printableLine(value), width - indent)
		return [`${name.padEnd(indent)}${first}`, ...others.map((line) => `${" ".repeat(indent)}${line}`)]
	})
}

function namesOf(sans: Inspection["requests"][number]["sans"]): string {
	return [...sans.dns, ...sans.ip, ...sans.uri, ...sans.email].join(", ")
}

function lintLines(
	{ severity, rule, certificate, text }: Lint,
	count: number,
	width: number,
): readonly string[] {
	const where = certificate === undefined || count < 2 ? "" : `[${certificate}] `
	const [first = "", ...others] = wrapText(printableLine(`${where}${text} [${rule}]`), width - 9)
	return [`${severity.padEnd(8)} ${first}`, ...others.map((line) => `         ${line}`)]
}

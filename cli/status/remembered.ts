import { ok } from "#base/result"
import { forgetCertificates } from "#operations/forget-certificates"
import { rememberCertificates } from "#operations/remember-certificates"
import { printableLine } from "#report/printable-text"
import { listRemembered, type RememberedCertificate } from "#store/remembered"
import { describeCertificate } from "#x509/describe"
import { parsePemCertificates } from "#x509/pem-certificates"
import { readCertificateFiles, readPassword } from "../cert-files.ts"
import { exitCodes } from "../exit-code.ts"
import type { CliIo } from "../io.ts"
import { UsageError } from "../usage.ts"
import { inWorkspace } from "./in-workspace.ts"

/** `countersign status remember FILE...`. All or nothing. */
export async function rememberFiles(
	names: readonly string[],
	folder: string,
	asJson: boolean,
	io: CliIo,
): Promise<number> {
	if (names.length === 0)
		throw new UsageError("status remember needs a file", "write status remember server.pem")
	const ders = await readCertificateFiles(names, io, await readPassword(undefined, io))
	const { fresh, certificates } = await inWorkspace(folder, io, true, (context) =>
		rememberCertificates(context, { ders }),
	)
	const rows = certificates.map(({ sha256, subject, notAfter }) => ({
		...{ sha256, subject, notAfter },
		isNew: fresh.includes(sha256),
	}))
	io.out(
		asJson
			? `${JSON.stringify({ schema: "countersign.remembered/v1", certificates: rows }, undefined, 2)}\n`
			: rows
					.map(({ sha256, subject, notAfter, isNew }) =>
						printableLine(
							`${isNew ? "remembered" : "known"}  ${subject === "" ? "empty subject" : subject}, until ${notAfter}, SHA-256 ${sha256}`,
						),
					)
					.map((line) => `${line}\n`)
					.join(""),
	)
	return exitCodes.healthy
}

/** `countersign status forget SHA256...`. All or nothing: a word that names none, or several, changes nothing. */
export async function forgetFingerprints(
	words: readonly string[],
	folder: string,
	asJson: boolean,
	io: CliIo,
): Promise<number> {
	if (words.length === 0)
		throw new UsageError("status forget needs a fingerprint", "copy it from countersign status --json")
	const chosen = await inWorkspace(folder, io, false, async (context) => {
		const remembered = await listRemembered(context.store)
		if (!remembered.ok) return remembered
		const found = words.map((word) => chosenBy(word, remembered.value))
		const dropped = await forgetCertificates(context, { fingerprints: found.map(({ sha256 }) => sha256) })
		return dropped.ok ? ok(found) : dropped
	})
	const forgotten = await Promise.all(
		chosen.map(async ({ sha256, pem }) => ({ sha256, subject: await subjectOf(pem) })),
	)
	io.out(
		asJson
			? `${JSON.stringify({ schema: "countersign.forgotten/v1", certificates: forgotten }, undefined, 2)}\n`
			: forgotten
					.map(({ sha256, subject }) => `${printableLine(`forgotten  ${subject}, SHA-256 ${sha256}`)}\n`)
					.join(""),
	)
	return exitCodes.healthy
}

const digitsMin = 8

function chosenBy(word: string, remembered: readonly RememberedCertificate[]): RememberedCertificate {
	const digits = word.toLowerCase().replaceAll(":", "")
	if (!/^[0-9a-f]+$/.test(digits) || digits.length < digitsMin)
		throw new UsageError(`${word} is no SHA-256 fingerprint`, `give ${digitsMin} hexadecimal digits or more`)
	const [found, second] = remembered.filter(({ sha256 }) => sha256.startsWith(digits))
	if (found === undefined)
		throw new UsageError(`no remembered certificate begins with ${word}`, "see countersign status --json")
	if (second !== undefined)
		throw new UsageError(`several remembered certificates begin with ${word}`, "give more digits")
	return found
}

async function subjectOf(pem: string): Promise<string> {
	const ders = parsePemCertificates(pem)
	const described = await describeCertificate((ders.ok ? ders.value[0] : undefined) ?? new Uint8Array())
	const subject = described.kind === "certificate" ? described.description.subject : ""
	return subject === "" ? "empty subject" : subject
}

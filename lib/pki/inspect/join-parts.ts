import type { Inspection } from "./inspection.ts"
import type { JoinedCertificate, JoinedKey, JoinedLint, JoinedRequest } from "./joined.ts"

const grades = { error: 0, warning: 1, notice: 2 } as const

/** Every key with the certificates that it belongs to, wherever they stand. */
export function joinKeys(
	inspections: readonly Inspection[],
	certificates: readonly JoinedCertificate[],
): readonly JoinedKey[] {
	return inspections.flatMap(({ keys, entries = [] }, input) =>
		keys.map((key, position): JoinedKey => {
			const alias = entries.find((entry) => entry.key === position)?.alias
			const { spkiSha256 } = key
			const owners = certificates.filter((each) => each.spkiSha256 === spkiSha256)
			return {
				input,
				key,
				...(alias === undefined ? {} : { alias }),
				...(spkiSha256 === undefined ? {} : { owners: owners.map(({ sha256 }) => sha256) }),
			}
		}),
	)
}

/** Every request, and whether a private key that was given made it. */
export function joinRequests(
	inspections: readonly Inspection[],
	keys: readonly JoinedKey[],
): readonly JoinedRequest[] {
	const held = keys.flatMap(({ key }) =>
		key.kind === "private" && key.spkiSha256 !== undefined ? [key.spkiSha256] : [],
	)
	return inspections.flatMap(({ requests }, input) =>
		requests.map((request) => ({
			input,
			request,
			...(held.length === 0 ? {} : { hasKey: held.includes(request.spkiSha256) }),
		})),
	)
}

/** Every breach once, grave ones first. */
export function joinLints(inspections: readonly Inspection[]): readonly JoinedLint[] {
	const found = new Map<string, JoinedLint>()
	for (const [input, { lints, certificates }] of inspections.entries()) {
		for (const lint of lints) {
			const about = lint.certificate === undefined ? undefined : certificates[lint.certificate]
			const certificate = about === undefined ? undefined : sha256Of(about)
			const where = certificate ?? `${input}`
			const key = `${where} ${lint.rule} ${lint.text}`
			if (!found.has(key))
				found.set(key, { input, lint, ...(certificate === undefined ? {} : { certificate }) })
		}
	}
	return [...found.values()].toSorted((a, b) => grades[a.lint.severity] - grades[b.lint.severity])
}

/** The fingerprint of a certificate, readable or not. */
export function sha256Of(each: Inspection["certificates"][number]): string {
	return each.kind === "certificate" ? each.description.sha256 : each.sha256
}

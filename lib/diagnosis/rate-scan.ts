import type { RunObservation } from "#probe/observation"
import type { ScanList, ScanObservation, ScanVersion } from "#tls/scan"
import type { CertificateDescription } from "#x509/description"
import type { ProfileVerdict } from "./finding.ts"
import { type MozillaProfile, mozillaProfiles } from "./mozilla-profiles.ts"
import { leafOf } from "./read-attempt.ts"

/** What was held against a profile: points that differ, and points of which too little is known. */
interface Points {
	readonly differs: readonly string[]
	readonly unknown: readonly string[]
}

/**
 * Holds a scan against Mozilla's modern and intermediate profiles: versions, cipher suites and whose order wins, groups,
 * certificate. What a profile allows and the server lacks is no difference; what it has besides is. A point of which too
 * little is known makes the verdict `unknown`, unless another one already differs. Pure.
 */
export function rateScan(run: RunObservation): readonly ProfileVerdict[] | undefined {
	const { scan } = run
	if (scan === undefined) return undefined
	const leaf = leafOfScan(run)
	return (["modern", "intermediate"] as const).map((profile) =>
		verdictOf(profile, pointsOf(mozillaProfiles[profile], scan, leaf)),
	)
}

function verdictOf(profile: ProfileVerdict["profile"], { differs, unknown }: Points): ProfileVerdict {
	if (differs.length > 0) return { profile, verdict: "differs", reasons: [...differs, ...unknown] }
	return { profile, verdict: unknown.length > 0 ? "unknown" : "meets", reasons: unknown }
}

/** The leaf of the address that was scanned, as a lane saw it. */
function leafOfScan({ attempts, scan }: RunObservation): CertificateDescription | undefined {
	const atAddress = attempts.filter(({ peerAddress }) => peerAddress === scan?.peerAddress)
	return atAddress.flatMap((attempt) => leafOf(attempt) ?? [])[0]
}

function pointsOf(
	profile: MozillaProfile,
	scan: ScanObservation,
	leaf: CertificateDescription | undefined,
): Points {
	const all = [
		versionPoints(profile, scan),
		suitePoints(profile, scan),
		groupPoints(profile, scan),
		certificatePoints(profile, scan, leaf),
	]
	return {
		differs: all.flatMap((each) => each.differs),
		unknown: all.flatMap((each) => each.unknown),
	}
}

const versions: readonly ScanVersion[] = ["1.3", "1.2", "1.1", "1.0"]

function versionPoints(profile: MozillaProfile, scan: ScanObservation): Points {
	const differs: string[] = []
	const unknown: string[] = []
	for (const version of versions) {
		const wanted = profile.versions.includes(version)
		const { answer } = scan.versions[version]
		if (answer === "unknown") unknown.push(`Whether TLS ${version} is accepted could not be determined.`)
		else if (answer === "accepted" && !wanted) differs.push(`TLS ${version} is accepted.`)
		else if (answer === "refused" && wanted) differs.push(`TLS ${version} is not accepted.`)
	}
	return { differs, unknown }
}

function suitePoints(profile: MozillaProfile, scan: ScanObservation): Points {
	const differs: string[] = []
	const unknown: string[] = []
	for (const version of versions) {
		const list = scan.cipherSuites[version]
		if (list === undefined) continue
		const others = list.names.filter((name) => !profile.cipherSuites.includes(name))
		if (others.length > 0) {
			differs.push(
				`TLS ${version} accepts ${counted(others, "cipher suite")} that the profile does not have.`,
			)
		}
		if (list.preference === "server") {
			differs.push(
				`Under TLS ${version} the server's order of cipher suites wins; the profile leaves the choice to the client.`,
			)
		}
		unknown.push(...shortList(list, `The cipher suites of TLS ${version}`))
	}
	return { differs, unknown }
}

/** `3 cipher suites (A, B, C)`, at most four by name. */
function counted(names: readonly string[], noun: string): string {
	const shown = names.slice(0, 4).join(", ")
	const more = names.length > 4 ? ` and ${names.length - 4} more` : ""
	return `${names.length} ${noun}${names.length === 1 ? "" : "s"} (${shown}${more})`
}

function shortList(list: ScanList, what: string): readonly string[] {
	return list.incomplete === undefined ? [] : [`${what} may not all be known: ${list.incomplete}`]
}

function groupPoints(profile: MozillaProfile, scan: ScanObservation): Points {
	const differs: string[] = []
	const unknown: string[] = []
	for (const version of ["1.3", "1.2"] as const) {
		const list = scan.groups[version]
		if (list === undefined) continue
		const others = list.names.filter((name) => !isAllowedGroup(profile, version, name))
		if (others.length > 0) {
			differs.push(`TLS ${version} accepts ${counted(others, "group")} that the profile does not have.`)
		}
		unknown.push(...shortList(list, `The groups of TLS ${version}`))
	}
	const small = (scan.primeBits ?? []).filter((bits) => bits < profile.primeBitsMin)
	if (small.length > 0) {
		differs.push(
			`A finite-field exchange uses ${small[0]} bits; the profile asks for at least ${profile.primeBitsMin}.`,
		)
	}
	return { differs, unknown }
}

/** A hybrid is at least as strong as its older half, by which it is judged. Below 1.3 ffdhe comes with the DHE suites. */
function isAllowedGroup(profile: MozillaProfile, version: "1.2" | "1.3", name: string): boolean {
	const older = name.replace(/MLKEM\d+$/, "").toLowerCase()
	if (profile.groups.includes(older)) return true
	return (
		version === "1.2" &&
		/^ffdhe\d+$/.test(name) &&
		profile.cipherSuites.some((suite) => suite.startsWith("TLS_DHE_"))
	)
}

const dayMs = 86_400_000

function certificatePoints(
	profile: MozillaProfile,
	scan: ScanObservation,
	leaf: CertificateDescription | undefined,
): Points {
	if (leaf === undefined) return { differs: [], unknown: ["The server's certificate was not read."] }
	const differs: string[] = []
	const { keyType, keyBits, signatureAlgorithm } = leaf
	if (!profile.certificateKeys.includes(keyType)) {
		differs.push(
			`The certificate has a key of type ${keyType}; the profile has ${profile.certificateKeys.join(", ")}.`,
		)
	} else if (keyType === "RSA" && keyBits < profile.rsaBitsMin) {
		differs.push(
			`The certificate's RSA key has ${keyBits} bits; the profile asks for at least ${profile.rsaBitsMin}.`,
		)
	}
	if (!profile.certificateSignatures.includes(signatureAlgorithm)) {
		differs.push(`The certificate is signed with ${signatureAlgorithm}, which the profile does not have.`)
	}
	const days = (Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore)) / dayMs
	if (days > profile.certificateDaysMax) {
		differs.push(
			`The certificate is valid for ${Math.round(days)} days; the profile asks for at most ${profile.certificateDaysMax}.`,
		)
	}
	const second = otherKey(keyType, scan)
	if (second !== undefined && !profile.certificateKeys.some((key) => key.startsWith(second))) {
		differs.push(
			`The server has a second certificate with a key of type ${second}, which the profile does not have.`,
		)
	}
	return { differs, unknown: [] }
}

/** A server signs with RSA and ECDSA alike only where it has a certificate of either kind. */
function otherKey(keyType: string, scan: ScanObservation): "RSA" | "EC" | undefined {
	const names = [scan.signatureSchemes["1.3"], scan.signatureSchemes["1.2"]].flatMap(
		(list) => list?.names ?? [],
	)
	if (keyType !== "RSA" && names.some((name) => name.startsWith("rsa_"))) return "RSA"
	return keyType === "RSA" && names.some((name) => name.startsWith("ecdsa_")) ? "EC" : undefined
}

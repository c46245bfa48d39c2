import type { Result } from "#base/result"
import type { Secret } from "#base/secret"
import { type ParsedCertificate, readCertificate } from "#x509/certificate"
import { describeCertificate } from "#x509/describe"
import type { FormatFailure } from "#x509/formats/format-failure"
import type { LintOptions } from "#x509/lint/lint-certificates"
import { describeContents, describeUnreadable, lintContents } from "./describe-contents.ts"
import type { InspectedKey, InspectedPlace, Inspection } from "./inspection.ts"
import { type ChainWish, joinChain, leavesOf } from "./join-chain.ts"
import { joinKeys, joinLints, joinRequests, sha256Of } from "./join-parts.ts"
import type { JoinedCertificate, JoinedChain, JoinedInspection } from "./joined.ts"
import { type Contents, readContents } from "./read-contents.ts"

/** One of several inputs. */
export interface NamedInput {
	readonly name: string
	readonly bytes: Uint8Array
	/** Of an encrypted key or a keystore. */
	readonly password?: Secret<string>
	/** True when its certificates are to be trusted; a root is trusted anyway. */
	readonly isTrusted?: boolean
}

/** What to judge by; `usage` is said of every leaf, `wish` of the one chain. */
export interface InspectManyOptions extends LintOptions {
	readonly wish?: ChainWish
}

/** Certificates of all inputs that are known to the lints of each. */
const aroundMax = 200

interface Seen {
	readonly name: string
	readonly isTrusted: boolean
	readonly contents: Result<Contents, FormatFailure>
	readonly inspection: Inspection
}

/**
 * Looks into several inputs and judges them together: a key in one, its certificate in another, the issuers in a
 * third. Each is told of as `inspect` tells of it. Runs in Node and in a browser; never throws and never fetches, and
 * nothing of a private key is in the answer.
 */
export async function inspectMany(
	inputs: readonly NamedInput[],
	options: InspectManyOptions,
): Promise<JoinedInspection> {
	const seen: Seen[] = []
	for (const { name, bytes, password, isTrusted = false } of inputs) {
		const contents = await readContents(bytes, password)
		const inspection = contents.ok
			? await describeContents(contents.value, [])
			: describeUnreadable(contents.error)
		seen.push({ name, isTrusted, contents, inspection })
	}
	const certificates = await joinCertificates(seen)
	const leaves = leavesOf(certificates)
	const leaf = leaves.find(({ sha256 }) => sha256 === options.wish?.leaf) ?? leaves[0]
	const chain = leaf === undefined ? undefined : await chainOf(leaf, certificates, seen, options)
	const linted = lintAll(seen, certificates, chain, options)
	const keys = joinKeys(linted, certificates)
	return {
		inspections: seen.length < 2 ? linted : withPlaces(linted, seen),
		certificates,
		leaves,
		...(chain === undefined ? {} : { chain }),
		keys,
		requests: joinRequests(linted, keys),
		lints: joinLints(linted),
	}
}

/** Every certificate once, in the order in which they were given; one that is trusted anywhere is trusted. */
async function joinCertificates(seen: readonly Seen[]): Promise<readonly JoinedCertificate[]> {
	const bySha256 = new Map<string, JoinedCertificate>()
	for (const [input, { contents, inspection, isTrusted }] of seen.entries()) {
		for (const [position, each] of inspection.certificates.entries()) {
			const der = contents.ok ? contents.value.certificates[position] : undefined
			if (der === undefined) continue
			const sha256 = each.kind === "certificate" ? each.description.sha256 : each.sha256
			const before = bySha256.get(sha256)
			if (before !== undefined) {
				bySha256.set(sha256, { ...before, isTrusted: before.isTrusted || isTrusted })
				continue
			}
			const base = { sha256, input, isTrusted, der }
			if (each.kind === "certificate") {
				const { description, spkiSha256 } = each
				const observed = { kind: "certificate", description } as const
				bySha256.set(sha256, { ...base, observed, description, spkiSha256 })
			} else bySha256.set(sha256, { ...base, observed: await describeCertificate(der) })
		}
	}
	return [...bySha256.values()]
}

function chainOf(
	leaf: JoinedCertificate,
	certificates: readonly JoinedCertificate[],
	seen: readonly Seen[],
	{ at, usage, wish = {} }: InspectManyOptions,
): Promise<JoinedChain | undefined> {
	const crls = seen.flatMap(({ contents }) => (contents.ok ? contents.value.crls : []))
	const names = seen.map(({ name }) => name)
	return joinChain(leaf, certificates, {
		at,
		...(usage === undefined ? {} : { usage }),
		...wish,
		crls,
		names,
	})
}

/** Every input with its lints; issuers that stand in another input are known to them. */
function lintAll(
	seen: readonly Seen[],
	certificates: readonly JoinedCertificate[],
	chain: JoinedChain | undefined,
	{ at, usage }: InspectManyOptions,
): readonly Inspection[] {
	const known = seen.length < 2 ? [] : readAll(certificates.slice(0, aroundMax))
	return seen.map(({ contents, inspection }) => {
		if (!contents.ok) return inspection
		const own = new Set(inspection.certificates.map(sha256Of))
		const used = usage ?? (chain !== undefined && own.has(chain.leaf.sha256) ? chain.usage : undefined)
		const around = known.flatMap(({ sha256, parsed }) => (own.has(sha256) ? [] : [parsed]))
		const options = { at, around, ...(used === undefined ? {} : { usage: used }) }
		return { ...inspection, lints: lintContents(contents.value, options) }
	})
}

function readAll(certificates: readonly JoinedCertificate[]) {
	return certificates.flatMap(({ sha256, der }): { sha256: string; parsed: ParsedCertificate }[] => {
		const parsed = readCertificate(der)
		return parsed.ok ? [{ sha256, parsed: parsed.value }] : []
	})
}

/** Keys of every input with their certificates in the others. */
function withPlaces(inspections: readonly Inspection[], seen: readonly Seen[]): readonly Inspection[] {
	const places = new Map<string, { readonly input: number; readonly place: InspectedPlace }[]>()
	for (const [input, { certificates }] of inspections.entries())
		for (const [position, each] of certificates.entries()) {
			if (each.kind !== "certificate") continue
			const list = places.get(each.spkiSha256) ?? []
			list.push({ input, place: { file: seen[input]?.name ?? "", position } })
			places.set(each.spkiSha256, list)
		}
	const elsewhere = ({ spkiSha256 = "" }: InspectedKey, own: number) =>
		(places.get(spkiSha256) ?? []).flatMap(({ input, place }) => (input === own ? [] : [place]))
	return inspections.map((inspection, own) => ({
		...inspection,
		keys: inspection.keys.map((key) => ({ ...key, matchesElsewhere: elsewhere(key, own) })),
	}))
}

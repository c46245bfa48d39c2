import { z } from "zod"
import { err, ok, type Result } from "#base/result"
import {
	type QuestionProfile,
	questionProfiles,
	type VerifierFlags,
	type VerifyQuestion,
	type WantedName,
} from "#pki/inspect/verify-question"
import { parsePem } from "#x509/pem"
import { parsePemCertificates } from "#x509/pem-certificates"
import type { VerificationReason } from "#x509/verification"

const pemList = z.union([z.array(z.string()), z.string().transform((text) => [text])])
const nameSchema = z
	.strictObject({ dns: z.string().optional(), ip: z.string().optional(), spiffeId: z.string().optional() })
	.refine((name) => Object.values(name).filter((value) => value !== undefined).length <= 1, {
		message: "names one of dns, ip and spiffeId",
	})

/** A line of `cert verify --jsonl`; PEM strings. Keys that are not known are passed over. */
const requestSchema = z.object({
	leaf: z.string(),
	intermediates: pemList.default([]),
	roots: pemList.default([]),
	crls: pemList.optional(),
	at: z.union([z.string(), z.number()]).optional(),
	usage: z.enum(["server", "client", "any"]).default("server"),
	name: nameSchema.nullish(),
	profile: z.enum(questionProfiles).default("rfc5280"),
	strict: z.boolean().optional(),
	securityLevel: z.int().min(0).max(5).optional(),
	partialChain: z.boolean().optional(),
	maxDepth: z.int().min(0).max(100).optional(),
})

/** A request that was understood. */
export interface VerifyRequest {
	readonly question: VerifyQuestion
	readonly profile: QuestionProfile
	/** PEM text that could not be decoded, as reasons for a refusal. */
	readonly unreadable: readonly VerificationReason[]
}

/**
 * Reads one request of `cert verify --jsonl`. Fails with the field that is missing or of the wrong kind. Certificates
 * beyond the first in `leaf` count as intermediates.
 */
export function readVerifyRequest(
	request: Record<string, unknown>,
	now = Date.now(),
): Result<VerifyRequest, { readonly text: string }> {
	const parsed = requestSchema.safeParse(request)
	if (!parsed.success) {
		const [issue] = parsed.error.issues
		return err({ text: `${issue?.path.join(".") || "request"}: ${issue?.message ?? "is not understood"}` })
	}
	const { leaf, intermediates, roots, crls, usage, profile, name } = parsed.data
	const at = momentOf(parsed.data.at, now)
	if (at === undefined) return err({ text: "at: is no time; write ISO 8601, e.g. 2026-01-31T12:00:00Z" })
	const unreadable: VerificationReason[] = []
	const decode = (texts: readonly string[], field: string) =>
		texts.flatMap((text, index) => {
			const read = parsePemCertificates(text)
			if (read.ok) return read.value
			const line = read.error.line === undefined ? "" : `, line ${read.error.line}`
			unreadable.push({
				rule: "unreadable-certificate",
				...(field === "leaf"
					? { certificate: 0 }
					: field === "intermediates"
						? { certificate: index + 1 }
						: {}),
				text: `${field === "leaf" ? field : `${field}[${index}]`}${line}: ${read.error.text}`,
			})
			return []
		})
	const [first, ...sent] = decode([leaf], "leaf")
	const question = {
		leaf: first ?? new Uint8Array(),
		intermediates: [...sent, ...decode(intermediates, "intermediates")],
		roots: decode(roots, "roots"),
		...(crls === undefined ? {} : { crls: crls.flatMap(decodeCrl) }),
		at,
		usage,
		flags: flagsOf(parsed.data),
		...(name === undefined || name === null ? {} : { name: wantedOf(name) }),
	}
	return ok({ question, profile, unreadable })
}

function flagsOf({
	strict,
	securityLevel,
	partialChain,
	maxDepth,
}: z.infer<typeof requestSchema>): VerifierFlags {
	return {
		...(strict === undefined ? {} : { isStrict: strict }),
		...(securityLevel === undefined ? {} : { securityLevel }),
		...(partialChain === undefined ? {} : { allowsPartialChain: partialChain }),
		...(maxDepth === undefined ? {} : { depthMax: maxDepth }),
	}
}

function momentOf(given: string | number | undefined, now: number): number | undefined {
	if (given === undefined) return now
	const at = typeof given === "number" ? given : Date.parse(given)
	return Number.isFinite(at) ? at : undefined
}

/** PEM of revocation lists; what is none covers nothing. */
function decodeCrl(text: string): readonly Uint8Array[] {
	const blocks = parsePem(text)
	return blocks.ok ? blocks.value.filter(({ kind }) => kind === "crl").map(({ der }) => der) : []
}

/** Without the keys that are undefined. */
function wantedOf({ dns, ip, spiffeId }: z.infer<typeof nameSchema>): WantedName {
	return {
		...(dns === undefined ? {} : { dns }),
		...(ip === undefined ? {} : { ip }),
		...(spiffeId === undefined ? {} : { spiffeId }),
	}
}

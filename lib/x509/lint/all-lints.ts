import { chainRules } from "./chain-rules.ts"
import type { LintProse } from "./lint-rule.ts"
import { lintRules } from "./lint-rules.ts"
import {
	duplicateExtension,
	requestRules,
	requestSignatureInvalid,
	unreadableCertificate,
} from "./request-rules.ts"

/** The prose of every lint: of certificates, of chains, of requests, and of what cannot be read. */
export const allLints: readonly LintProse[] = [
	...[...lintRules, ...chainRules, ...requestRules].map(({ judge: _, ...prose }) => prose),
	...[requestSignatureInvalid, duplicateExtension, unreadableCertificate],
]

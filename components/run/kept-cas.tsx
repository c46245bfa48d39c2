"use client"

import { createContext, type ReactNode, useContext } from "react"
import type { FieldProblem } from "#pki/field-problem"

/** A CA that the workspace keeps, as a choice. */
export interface LendableCa {
	/** SHA-256 of its certificate. */
	readonly sha256: string
	readonly subject: string
	readonly isEncrypted: boolean
}

/** Opens a kept CA for one check. */
export type LendCa = (question: {
	readonly authority: string
	readonly passphrase?: string
}) => Promise<
	| { readonly kind: "lent"; readonly ticket: string }
	| { readonly kind: "problems"; readonly problems: readonly FieldProblem[] }
	| { readonly kind: "failed"; readonly text: string }
>

interface Keeping {
	readonly kept: readonly LendableCa[]
	readonly lend: LendCa
}

const KeptCasContext = createContext<Keeping | undefined>(undefined)

/** Gives the proofs of refusal beneath it the CAs of the workspace to issue from. */
export function KeptCas({ children, ...keeping }: Keeping & { readonly children: ReactNode }) {
	return <KeptCasContext value={keeping}>{children}</KeptCasContext>
}

/** The CAs of the workspace, and how one is lent; undefined where no check can be started, or the CAs cannot be read. */
export function useKeptCas(): Keeping | undefined {
	return useContext(KeptCasContext)
}

"use client"

import { useSyncExternalStore } from "react"
import type { FixAudience } from "#diagnosis/finding"

/** The clients that fixes are written for, in the order of the menu. */
export const clientWords = {
	permguard: "Permguard",
	grpcurl: "grpcurl",
	go: "Go",
	node: "Node",
	python: "Python",
	java: "Java",
	rust: "Rust",
	dotnet: ".NET",
} as const satisfies Partial<Record<FixAudience, string>>

/** A client that a person may use. */
export type Client = keyof typeof clientWords

/** The clients in the order of the menu. */
export const clients: readonly Client[] = [
	"permguard",
	"grpcurl",
	"go",
	"node",
	"python",
	"java",
	"rust",
	"dotnet",
]

const storageKey = "countersign.client"
const changed = "countersign:client"

/** True for an audience that is a client and not the server's side. */
export function isClient(audience: string): audience is Client {
	return Object.hasOwn(clientWords, audience)
}

/** The client that the person uses, remembered in this browser; `permguard` until they choose. */
export function useClientChoice(): readonly [Client, (client: Client) => void] {
	const chosen = useSyncExternalStore(subscribe, readChoice, () => "permguard" as const)
	const choose = (client: Client) => {
		try {
			localStorage.setItem(storageKey, client)
		} catch {
			sessionChoice = client
		}
		window.dispatchEvent(new Event(changed))
	}
	return [chosen, choose]
}

/** Holds the choice where the browser keeps nothing for us. */
let sessionChoice: Client = "permguard"

function subscribe(notify: () => void): () => void {
	window.addEventListener(changed, notify)
	window.addEventListener("storage", notify)
	return () => {
		window.removeEventListener(changed, notify)
		window.removeEventListener("storage", notify)
	}
}

function readChoice(): Client {
	try {
		const kept = localStorage.getItem(storageKey)
		return kept !== null && isClient(kept) ? kept : sessionChoice
	} catch {
		return sessionChoice
	}
}

import type { Fix } from "../finding.ts"

export function fixesForRule(_rule: string): readonly Fix[] {
	return []
}

export const firstDoor: number;
export function openDoors(
  port: number,
  host?: string,
): Promise<{ stdio: number[]; env: Record<string, string>; close(): void }>;

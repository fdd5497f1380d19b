import type { ProductLine } from '../offerings/rules';

export type Need = { id: string; kind: 'explicit' | 'latent'; line: ProductLine | null; text: string };

/** Words in a need that speak for a line, where nobody said which. */
const spoken: readonly (readonly [RegExp, ProductLine])[] = [
  [/卫星|偏远|海上|船|山区|备份链路|应急|satellite|remote|backup/i, 'satellite'],
  [/组网|分支|网点|专线|互联|sd-?wan|mpls|branch/i, 'private_line'],
  [/安全|攻击|等保|加密|ddos|security/i, 'security'],
  [/云|灾备|机房|服务器|cloud|hosting/i, 'cloud'],
  [/监控|摄像|视频|camera|video/i, 'video'],
  [/呼叫|客服|话务|电话|call cent/i, 'voice'],
  [/物联|传感|抄表|iot/i, 'iot'],
  [/上网|带宽|宽带|internet|bandwidth/i, 'internet'],
]; // biome-ignore format: one line a word list

/** The lines a need is about: the one that was chosen, else those its words speak for. */
export const linesOf = (need: Need): ProductLine[] =>
  need.line && need.line !== 'other'
    ? [need.line]
    : spoken.filter(([words]) => words.test(need.text)).map(([, line]) => line);

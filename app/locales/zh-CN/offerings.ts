export const offerings = {
  'line.internet': '互联网专线',
  'line.private_line': '组网专线',
  'line.mobile': '移动业务',
  'line.iot': '物联网',
  'line.cloud': '云与 IDC',
  'line.security': '安全',
  'line.voice': '语音',
  'line.video': '视频',
  'line.satellite': '卫星',
  'line.integration': '系统集成',
  'line.other': '其他',
} as const;

export const charts = {
  'chart.download': '下载图片',
  'chart.download_as': '下载图片（{kind}）',
} as const;

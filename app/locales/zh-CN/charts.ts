export const charts = {
  'chart.download': '下载图片',
} as const;

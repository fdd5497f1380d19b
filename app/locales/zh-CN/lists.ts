export const lists = {
  'list.options': '更多',
  'list.show_options': '显示列表选项',
  'list.select': '选择多项',
  'list.select_hint': '轻点要选的项；长按一项也可以开始选择',
  'list.sort': '排序',
  'list.sort_up': '{column}：升序',
  'list.sort_down': '{column}：降序',
  'list.facts': '卡片上显示',
  'list.view': '视图',
  'list.export': '导出',
  'list.export_csv': '导出 CSV',
  'list.export_xlsx': '导出 Excel',
} as const;

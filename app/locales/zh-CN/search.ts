export const search = {
  'search.title': '搜索',
  'search.kinds': '搜索范围',
  'search.placeholder': '名称、拼音、首字母、信用代码或电话',
  'search.nothing': '没有找到“{q}”',
  'search.nothing_hint':
    '换个写法试试：名称的一部分、拼音首字母、统一社会信用代码或电话后几位。只会找到您权限范围内的内容。',
  'search.start': '想找什么？',
  'search.start_hint': '输入客户、联系人、商机、拜访或同事的名称、拼音、首字母、信用代码或电话。',
  'search.show_more': '显示更多',
  'search.narrow': '只显示前 {n} 条，请再多输入几个字',
} as const;

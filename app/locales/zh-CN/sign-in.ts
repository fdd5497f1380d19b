export const signIn = {
  'sign_in.purpose': '政企客户销售工作台',
  'sign_in.email': '邮箱',
  'sign_in.password': '密码',
  'sign_in.go': '登录',
  'sign_in.wrong': '邮箱或密码不正确',
  'sign_in.demo': '演示环境，所有账号的密码都是 jiketong-demo',
  'sign_in.demo.manager': '客户经理',
  'sign_in.demo.lead': '销售主管',
  'sign_in.demo.director': '销售总监',
  'sign_in.demo.hq': '集团总部',
  'sign_in.demo.admin': '管理员',
  'sign_in.zh': '中文',
} as const;
